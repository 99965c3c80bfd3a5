using System.Text.Json;
using Sipas.Ballots;
using Sipas.Common;
using Sipas.Corrections;
using Sipas.Files.Columns;
using Sipas.Files.Import;
using Sipas.Files.Tables;

namespace Sipas.AspNetCore.Admin.Import;

/// <summary>The options for reading the file of a waiting correction: the officer's choices at the upload and for the
/// columns.</summary>
internal sealed record StoredReading
{
    public string? Sheet { get; init; }

    public string? Encoding { get; init; }

    public int? HeaderRow { get; init; }

    public DecimalMark? DecimalMark { get; init; }

    /// <summary>The columns, as JSON.</summary>
    public required string Map { get; init; }

    public required string UnitColumn { get; init; }

    public string? Unit { get; init; }

    public required string Mode { get; init; }

    public required string Basis { get; init; }

    public DateOnly? Date { get; init; }

    public required DateOnly Today { get; init; }

    public static string Write(ImportUpload upload)
    {
        (TableFileOptions reading, ImportSettings settings) = (upload.Reading, upload.Choice!.Settings);
        return JsonSerializer.Serialize(
            new StoredReading
            {
                Sheet = reading.Sheet,
                Encoding = reading.Encoding?.WebName,
                HeaderRow = reading.HeaderRow,
                DecimalMark = reading.DecimalMark,
                Map = upload.Choice.Map.ToJson(),
                UnitColumn = settings.UnitColumn,
                Unit = settings.Unit,
                Mode = settings.Mode,
                Basis = settings.Basis,
                Date = settings.Date,
                Today = settings.Today,
            },
            StoredReadingJson.Default.StoredReading);
    }

    public static StoredReading Parse(string json) => JsonSerializer.Deserialize(json, StoredReadingJson.Default.StoredReading)!;

    /// <summary>Restores the file as it was entered.</summary>
    /// <param name="uploads">Creates the options for reading.</param>
    /// <param name="correction">The correction.</param>
    /// <param name="numbers">Derives ids from printed numbers, with which a correction finds the stored ballots; null
    /// if the file is only shown.</param>
    public ImportUpload ToUpload(ImportUploads uploads, PendingCorrection correction, BallotNumberKey? numbers) => new(
        correction.Id, "", correction.FileName, correction.File.ToArray(), correction.Digest,
        uploads.Reading(Sheet, Encoding is null ? null : TableFileOptions.FindEncoding(Encoding), HeaderRow, DecimalMark))
    {
        PackId = correction.PackId,
        QuestionnaireVersion = correction.QuestionnaireVersion,
        Choice = new ImportChoice(
            ColumnMap.Parse(System.Text.Encoding.UTF8.GetBytes(Map)),
            new ImportSettings
            {
                Pack = correction.PackId,
                QuestionnaireVersion = correction.QuestionnaireVersion,
                UnitColumn = UnitColumn,
                Unit = Unit,
                Mode = Mode,
                Basis = Basis,
                Date = Date,
                Today = Today,
                Numbers = numbers,
            }),
    };
}
