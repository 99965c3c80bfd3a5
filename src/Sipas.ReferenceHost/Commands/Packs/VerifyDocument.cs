using System.Text.Json;
using Sipas.Problems;

namespace Sipas.ReferenceHost.Commands.Packs;

/// <summary>The findings of <c>sipas pack verify</c> as JSON.</summary>
internal sealed record VerifyDocument
{
    public string Format { get; } = "sipas-pack-findings/1";

    public required string Pack { get; init; }

    public required IReadOnlyList<Finding> Findings { get; init; }

    public static VerifyDocument Of(string pack, IReadOnlyList<Problem> faults) => new()
    {
        Pack = pack,
        Findings = [.. faults.Select(fault =>
            new Finding(fault.Severity, fault.Code, fault.Place, fault.Value, fault.Allowed, fault.Message))],
    };

    public byte[] ToJson() => JsonSerializer.SerializeToUtf8Bytes(this, VerifyJsonContext.Readable.VerifyDocument);
}
