using NUnit.Framework;

// Fixtures run in parallel. A fixture that measures the process itself (its memory, its mappings, its console) is [NonParallelizable].
[assembly: Parallelizable(ParallelScope.Fixtures)]

// Some tests wait, for a program or for a moment: meanwhile another one runs.
[assembly: LevelOfParallelism(3)]
