// The browser has processes of its own, so two tests at once use both processors of a small machine.
[assembly: Parallelizable(ParallelScope.Fixtures)]
[assembly: LevelOfParallelism(2)]
