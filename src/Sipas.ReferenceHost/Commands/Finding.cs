using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Unicode;
using Sipas.Problems;
using Sipas.Text;

namespace Sipas.ReferenceHost.Commands;

internal sealed record Finding(ProblemSeverity Severity, string Code, string? Place, string? Value, string? Allowed, LocalizedText Message);
