using System.Text.Json;
using System.Text.Json.Serialization;
using Sipas.Plans;
using Sipas.Problems;

namespace Sipas.Sampling;

/// <summary>The record of a draw. Together with the frame it is sufficient to repeat the draw.</summary>
public sealed record DrawCertificate
{
    /// <summary>The format this library writes.</summary>
    public const string CurrentFormat = "sipas-draw/1";

    /// <summary>Name and version of the format.</summary>
    [JsonPropertyOrder(-1)]
    public string Format { get; init; } = CurrentFormat;

    /// <summary>Code of the plan; null when drawn without one.</summary>
    public string? Plan { get; init; }

    /// <summary>Name of the frame.</summary>
    public required string Frame { get; init; }

    /// <summary>Number of rows in the frame.</summary>
    public required long RowCount { get; init; }

    /// <summary>Checksum of the frame, which also covers the order of its rows.</summary>
    public required string FrameChecksum { get; init; }

    /// <summary>Stratum columns, stages with their methods and sort columns, and the reserve rule.</summary>
    public required DrawDesign Design { get; init; }

    /// <summary>The number drawn at the first stage, by stratum.</summary>
    public required IReadOnlyDictionary<string, long> Quotas { get; init; }

    /// <summary>The random number generator with its version.</summary>
    public required string Generator { get; init; }

    /// <summary>
    /// The seed in decimal, as text so that no JSON reader rounds it; null if every start was drawn by lot and nothing
    /// else was drawn at random.
    /// </summary>
    public string? Seed { get; init; }

    /// <summary>The source of the seed; null without a seed.</summary>
    [JsonInclude]
    internal SeedOrigin? SeedOrigin { get; init; }

    /// <summary>The public text from which the seed was computed; null for a number.</summary>
    public string? SeedText { get; init; }

    /// <summary>The seed of the permanent random numbers in decimal; null when none were used.</summary>
    public string? PermanentSeed { get; init; }

    /// <summary>Start and step of each systematic selection, in the order drawn; empty if there is none.</summary>
    [JsonInclude]
    internal IReadOnlyList<SystematicWalk> Systematic { get; init => field = value ?? []; } = [];

    /// <summary>Time of the draw.</summary>
    public required DateTimeOffset DrawnAt { get; init; }

    /// <summary>The cells in their order.</summary>
    public required IReadOnlyList<CertificateCell> Cells { get; init; }

    /// <summary>Number of units on the official list.</summary>
    public required long OfficialCount { get; init; }

    /// <summary><see cref="SampleList.Hash"/> of the official list.</summary>
    public required string OfficialHash { get; init; }

    /// <summary>Number of units on the reserve list.</summary>
    public required long ReserveCount { get; init; }

    /// <summary><see cref="SampleList.Hash"/> of the reserve list.</summary>
    public required string ReserveHash { get; init; }

    /// <summary>Gets the start and step used to select the rows of a cell.</summary>
    /// <param name="cell">The cell: see <see cref="SampleEntry.Cell"/>.</param>
    /// <returns>The systematic selection; null if the rows were not drawn systematically.</returns>
    internal SystematicWalk? WalkOf(string cell) =>
        Systematic.FirstOrDefault(walk => walk.Stage == Design.Stages.Count && walk.Group == cell);

    /// <summary>Reads a certificate.</summary>
    /// <param name="json">UTF-8 JSON.</param>
    /// <exception cref="SipasException">
    /// The text is not a certificate (<c>DRW0001</c>) or has an unsupported format (<c>DRW0005</c>).
    /// </exception>
    public static DrawCertificate Read(ReadOnlySpan<byte> json)
    {
        try
        {
            DrawCertificate certificate = JsonSerializer.Deserialize(JsonText.Checked(json), SamplingJsonContext.Default.DrawCertificate)
                ?? throw new SipasException(new Problem(ProblemCodes.CertificateUnreadable, "$", "null"));
            return certificate.Format == CurrentFormat
                ? certificate
                : throw new SipasException(new Problem(ProblemCodes.GeneratorUnknown, "$.format", certificate.Format, CurrentFormat));
        }
        catch (JsonException error)
        {
            throw new SipasException(new Problem(ProblemCodes.CertificateUnreadable, error.Path ?? "$", error.Message), error);
        }
    }

    /// <summary>Returns the certificate as indented UTF-8 JSON.</summary>
    public byte[] ToJson() => JsonSerializer.SerializeToUtf8Bytes(this, SamplingJsonContext.Readable.DrawCertificate);
}
