using Btf.Cli;

return Tool.Run(args);
