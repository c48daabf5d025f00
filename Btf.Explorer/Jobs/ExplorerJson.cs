using System.Text.Json.Serialization;
using Btf.Explorer.Sources;

namespace Btf.Explorer.Jobs;

/// <summary>How messages between the page, its scripts and its worker are written.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(GivenFile[]))]
[JsonSerializable(typeof(HostSources))]
[JsonSerializable(typeof(JobArguments))]
[JsonSerializable(typeof(ReferencesAnswer))]
[JsonSerializable(typeof(ReferenceRow[]))]
[JsonSerializable(typeof(ComparisonAnswer))]
[JsonSerializable(typeof(ChangeDetails[]))]
[JsonSerializable(typeof(VerificationAnswer))]
[JsonSerializable(typeof(StatisticsAnswer))]
[JsonSerializable(typeof(ProgramAnswer))]
internal sealed partial class ExplorerJson : JsonSerializerContext;
