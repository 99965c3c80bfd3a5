using Sipas.Common;
using Sipas.Problems;

namespace Sipas.ReferenceHost.Commands.Packs;

internal sealed record Finding(ProblemSeverity Severity, string Code, string? Place, string? Value, string? Allowed, LocalizedText Message);
