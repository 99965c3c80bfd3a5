using System.Collections.Immutable;
using Sipas.Common;

namespace Sipas.Ballots;

/// <summary>The table of header fields: canonical bytes, JSON of senders, export, storage and the API description read its rows.
/// Their functions are static, because they run for every ballot.</summary>
internal static class BallotFields
{
    public static readonly BallotField Id = new()
    {
        Name = "id",
        JsonName = "id",
        IsRequired = true,
        IsId = true,
        Stated = static submission => submission.Id,
        Line = static (ref Utf8Lines text, BallotHeader header) => text.Add("id="u8, header.Id),
    };

    public static readonly BallotField Replaces = new()
    {
        Name = "replaces",
        Line = static (ref Utf8Lines text, BallotHeader header) =>
        {
            if (header.Replaces is { } other)
            {
                text.Add("replaces="u8, other);
            }
        },
    };

    public static readonly BallotField Pack = new()
    {
        Name = "pack",
        IsAlwaysSet = true,
        JsonName = "pack",
        IsRequired = true,
        Stated = static submission => submission.Pack,
        Text = static header => header.PackId,
    };

    public static readonly BallotField Questionnaire = new()
    {
        Name = "questionnaire",
        IsAlwaysSet = true,
        JsonName = "questionnaireVersion",
        IsRequired = true,
        Stated = static submission => submission.QuestionnaireVersion,
        Text = static header => header.QuestionnaireVersion,
    };

    public static readonly BallotField Unit = new()
    {
        Name = "unit",
        IsAlwaysSet = true,
        JsonName = "unit",
        IsRequired = true,
        Stated = static submission => submission.Unit,
        Text = static header => header.UnitCode,
    };

    public static readonly BallotField Procedure = new()
    {
        Name = "procedure",
        JsonName = "procedure",
        Stated = static submission => submission.Procedure,
        Column = "procedure_code",
        Text = static header => header.ProcedureCode,
    };

    public static readonly BallotField Mode = new()
    {
        Name = "mode",
        IsAlwaysSet = true,
        JsonName = "mode",
        IsRequired = true,
        Stated = static submission => submission.Mode,
        Text = static header => BallotNames.ExportedOf(header.Mode),
        Line = static (ref Utf8Lines text, BallotHeader header) => text.Add("mode="u8, BallotNames.Of(header.Mode)),
    };

    public static readonly BallotField Basis = new()
    {
        Name = "basis",
        IsAlwaysSet = true,
        JsonName = "basis",
        Stated = static submission => submission.Basis,
        Text = static header => BallotNames.ExportedOf(header.Basis),
        Line = static (ref Utf8Lines text, BallotHeader header) => text.Add("basis="u8, BallotNames.CanonicalOf(header.Basis)),
    };

    public static readonly BallotField Device = new()
    {
        Name = "device",
        JsonName = "device",
        Stated = static submission => submission.Device,
        Column = "device_code",
        Text = static header => header.DeviceCode,
    };

    public static readonly BallotField Language = new()
    {
        Name = "language",
        IsAlwaysSet = true,
        JsonName = "language",
        Stated = static submission => submission.Language,
        ToCode = static text => text?.ToLowerInvariant() ?? "vi",
        Column = "language",
        Text = static header => header.Language,
    };

    public static readonly BallotField Started = new()
    {
        Name = "started",
        JsonName = "startedAt",
        IsRequired = true,
        IsTime = true,
        Stated = static submission => submission.StartedAt,
        Text = static header => Iso8601.Write(header.StartedAt),
        Line = static (ref Utf8Lines text, BallotHeader header) => text.Add("started="u8, header.StartedAt),
    };

    public static readonly BallotField Completed = new()
    {
        Name = "completed",
        JsonName = "completedAt",
        IsRequired = true,
        IsTime = true,
        Stated = static submission => submission.CompletedAt,
        Text = static header => Iso8601.Write(header.CompletedAt),
        Line = static (ref Utf8Lines text, BallotHeader header) => text.Add("completed="u8, header.CompletedAt),
    };

    /// <summary>All fields, in the order of their canonical lines.</summary>
    public static readonly ImmutableArray<BallotField> All =
        [Id, Replaces, Pack, Questionnaire, Unit, Procedure, Mode, Basis, Device, Language, Started, Completed];

    /// <summary>The fields that a sender states in JSON.</summary>
    public static readonly ImmutableArray<BallotField> Stated = [.. All.Where(field => field.JsonName is not null)];

    /// <summary>The fields that are a text in the export.</summary>
    public static readonly ImmutableArray<BallotField> Exported = [.. All.Where(field => field.Text is not null)];

    /// <summary>The fields that are codes. Each is stored in its own column, without a table of its values.</summary>
    public static readonly ImmutableArray<BallotField> Codes = [.. All.Where(field => field.Column is not null)];

    /// <summary>Returns the first canonical line, which names the version of the format.</summary>
    /// <param name="header">The header.</param>
    /// <param name="hasValues">Whether the ballot has values.</param>
    public static ReadOnlySpan<byte> FirstLine(BallotHeader header, bool hasValues) =>
        header.Replaces is not null ? "sipas-ballot/3\n"u8
        : hasValues ? "sipas-ballot/2\n"u8
        : "sipas-ballot/1\n"u8;
}
