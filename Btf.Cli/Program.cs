using Btf.Cli;

FileSizeLimit.FailWrites();
return Tool.Run(args, StandardStreams.OfProcess);
