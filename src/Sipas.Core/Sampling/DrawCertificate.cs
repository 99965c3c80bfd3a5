using System.Text.Json;
using System.Text.Json.Serialization;
using Sipas.Designs;
using Sipas.Problems;

namespace Sipas.Sampling;

/// <summary>The record of a draw: with it and the frame anybody draws the same lists again.</summary>
public sealed record DrawCertificate
{
    /// <summary>The format this library writes.</summary>
    public const string CurrentFormat = "sipas-draw/1";

    /// <summary>Name and version of the format.</summary>
    [JsonPropertyOrder(-1)]
    public string Format { get; init; } = CurrentFormat;

    /// <summary>Code of the plan; null when drawn without one.</summary>
    public string? Plan { get; init; }

    /// <summary>What the frame is called.</summary>
    public required string Frame { get; init; }

    /// <summary>Rows of the frame: a count.</summary>
    public required long RowCount { get; init; }

    /// <summary>Checksum of the frame, which also fixes the order of its rows.</summary>
    public required string FrameChecksum { get; init; }

    /// <summary>Stratum columns, stages with their methods and sort columns, reserve.</summary>
    public required DrawDesign Design { get; init; }

    /// <summary>The number drawn at the first stage in each stratum.</summary>
    public required IReadOnlyDictionary<string, long> Quotas { get; init; }

    /// <summary>Generator with its version.</summary>
    public required string Generator { get; init; }

    /// <summary>
    /// The seed in decimal, as text so that no JSON reader rounds it; null if every start was drawn by lot and nothing else was drawn at random.
    /// </summary>
    public string? Seed { get; init; }

    /// <summary>The source of the seed; null without a seed.</summary>
    public SeedOrigin? SeedOrigin { get; init; }

    /// <summary>The text made in public; null for a number.</summary>
    public string? SeedText { get; init; }

    /// <summary>The seed of the permanent random numbers in decimal; null when none were used.</summary>
    public string? PermanentSeed { get; init; }

    /// <summary>Start and step of each systematic selection, in the order drawn; empty if there is none.</summary>
    public IReadOnlyList<SystematicWalk> Systematic { get; init => field = value ?? []; } = [];

    /// <summary>When it was drawn.</summary>
    public required DateTimeOffset DrawnAt { get; init; }

    /// <summary>The cells in their order.</summary>
    public required IReadOnlyList<CertificateCell> Cells { get; init; }

    /// <summary>Units on the official list.</summary>
    public required long OfficialCount { get; init; }

    /// <summary><see cref="SampleList.Hash"/> of the official list.</summary>
    public required string OfficialHash { get; init; }

    /// <summary>Units on the reserve list.</summary>
    public required long ReserveCount { get; init; }

    /// <summary><see cref="SampleList.Hash"/> of the reserve list.</summary>
    public required string ReserveHash { get; init; }

    /// <summary>Start and step of the selection of a cell's rows.</summary>
    /// <param name="cell">The cell: see <see cref="SampleEntry.Cell"/>.</param>
    /// <returns>The selection; null if the rows were not drawn systematically.</returns>
    public SystematicWalk? WalkOf(string cell) => Systematic.FirstOrDefault(walk => walk.Stage == Design.Stages.Count && walk.Group == cell);

    /// <summary>Reads a certificate.</summary>
    /// <param name="json">UTF-8 JSON.</param>
    /// <exception cref="SipasException">The text is no certificate (<c>DRW0001</c>) or of another format (<c>DRW0005</c>).</exception>
    public static DrawCertificate Read(ReadOnlySpan<byte> json)
    {
        try
        {
            DrawCertificate certificate = JsonSerializer.Deserialize(JsonText.Checked(json), SamplingJsonContext.Default.DrawCertificate)
                ?? throw new SipasException(new Problem(ProblemCodes.CertificateUnreadable, "$", "null"));
            return certificate.Format == CurrentFormat ? certificate : throw new SipasException(new Problem(ProblemCodes.GeneratorUnknown, "$.format", certificate.Format, CurrentFormat));
        }
        catch (JsonException error)
        {
            throw new SipasException(new Problem(ProblemCodes.CertificateUnreadable, error.Path ?? "$", error.Message), error);
        }
    }

    /// <summary>The certificate as indented UTF-8 JSON.</summary>
    public byte[] ToJson() => JsonSerializer.SerializeToUtf8Bytes(this, SamplingJsonContext.Readable.DrawCertificate);
}

/// <summary>One cell of a draw.</summary>
public sealed record CertificateCell
{
    /// <summary>The cell.</summary>
    public required string Cell { get; init; }

    /// <summary>Frame rows in it.</summary>
    public required long PopulationCount { get; init; }

    /// <summary>Official units.</summary>
    public required long OfficialCount { get; init; }

    /// <summary>Reserve units.</summary>
    public required long ReserveCount { get; init; }
}
