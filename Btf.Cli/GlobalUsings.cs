// Nearly every file writes text.
global using Btf.Text;
