using NUnit.Framework;

// Fixtures run beside each other. One that measures the process itself (its memory, its mappings, its console) says [NonParallelizable].
[assembly: Parallelizable(ParallelScope.Fixtures)]
