using System.Text.Json;
using System.Text.Json.Serialization;
using Sipas.Plans;
using Sipas.Problems;

namespace Sipas.Sampling;

/// <summary>
/// A snapshot of a frame's checksum and counts: after sealing, any added, removed, changed or reordered row is
/// detected.
/// </summary>
internal sealed record FrameSeal
{
    /// <summary>The format this library writes.</summary>
    public const string CurrentFormat = "sipas-frame-seal/1";

    /// <summary>Name and version of the format.</summary>
    [JsonPropertyOrder(-1)]
    public string Format { get; init; } = CurrentFormat;

    /// <summary>Name of the frame.</summary>
    public required string Frame { get; init; }

    /// <summary>Code of the plan; null when sealed without one.</summary>
    public string? Plan { get; init; }

    /// <summary>Column names of the frame.</summary>
    public required IReadOnlyList<string> Columns { get; init; }

    /// <summary>Number of rows in the frame.</summary>
    public required long RowCount { get; init; }

    /// <summary>The <see cref="FrameChecksum"/> of the frame.</summary>
    public required string Checksum { get; init; }

    /// <summary>Number of rows in each stratum, in the order in which strata first occur in the frame.</summary>
    public required IReadOnlyList<StratumCount> Strata { get; init; }

    /// <summary>Time of sealing.</summary>
    public required DateTimeOffset SealedAt { get; init; }

    /// <summary>The person who sealed it.</summary>
    public string? SealedBy { get; init; }

    /// <summary>Seals a frame.</summary>
    /// <param name="frame">The frame; it is read once.</param>
    /// <param name="design">The design that names the stratum columns.</param>
    /// <param name="sealedAt">The time, from the host's clock.</param>
    /// <exception cref="SipasException">
    /// The frame is empty (<c>FRM0011</c>), a column is missing (<c>FRM0009</c>), an id occurs twice (<c>FRM0001</c>),
    /// or a row names no stratum (<c>FRM0012</c>).
    /// </exception>
    /// <remarks>Detecting duplicate ids takes about 40 bytes per row; the draw itself does not store them.</remarks>
    public static FrameSeal Of(IFrameSource frame, DrawDesign design, DateTimeOffset sealedAt)
    {
        ArgumentNullException.ThrowIfNull(frame);
        ArgumentNullException.ThrowIfNull(design);
        FrameTree tree = FrameTree.Scan(frame, design with { Stages = [new StageDesign { Method = SelectionMethod.SimpleRandom }] },
            permanentSeed: 0, checkIds: true);
        return new FrameSeal
        {
            Frame = frame.Name,
            Columns = [.. frame.Columns],
            RowCount = tree.RowCount,
            Checksum = tree.Checksum,
            Strata = [.. tree.Root.Children.Select(stratum => new StratumCount { Stratum = stratum.Code, RowCount = stratum.RowCount })],
            SealedAt = sealedAt,
        };
    }

    /// <summary>Finds a change of the frame since it was sealed.</summary>
    /// <param name="rowCount">Current number of rows in the frame.</param>
    /// <param name="checksum">Current checksum of the frame.</param>
    /// <returns>A problem <c>FRM0010</c>, or null if nothing has changed.</returns>
    public Problem? Difference(long rowCount, string checksum) =>
        rowCount != RowCount ? new Problem(ProblemCodes.FrameChanged, "rowCount", SizeParameter.Show(rowCount),
        SizeParameter.Show(RowCount))
        : checksum != Checksum ? new Problem(ProblemCodes.FrameChanged, "checksum", checksum, Checksum)
        : null;

    /// <summary>Reads a seal.</summary>
    /// <param name="json">UTF-8 JSON.</param>
    /// <exception cref="SipasException">The text is not a seal (<c>FRM0013</c>).</exception>
    public static FrameSeal Read(ReadOnlySpan<byte> json)
    {
        try
        {
            FrameSeal seal = JsonSerializer.Deserialize(JsonText.Checked(json), SamplingJsonContext.Default.FrameSeal)
                ?? throw new SipasException(new Problem(ProblemCodes.FrameSealUnreadable, "$", "null"));
            return seal.Format == CurrentFormat
                ? seal
                : throw new SipasException(new Problem(ProblemCodes.FrameSealUnreadable, "$.format", seal.Format));
        }
        catch (JsonException error)
        {
            throw new SipasException(new Problem(ProblemCodes.FrameSealUnreadable, error.Path ?? "$", error.Message), error);
        }
    }

    /// <summary>Returns the seal as indented UTF-8 JSON.</summary>
    public byte[] ToJson() => JsonSerializer.SerializeToUtf8Bytes(this, SamplingJsonContext.Readable.FrameSeal);
}
