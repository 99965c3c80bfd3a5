using System.Globalization;
using System.Text.Json;
using Sipas.AspNetCore.Pages;
using Sipas.Ballots;
using Sipas.Common;
using Sipas.Files.Columns;
using Sipas.Files.Import;
using Sipas.Files.Tables;
using Sipas.Packs;
using Sipas.Problems;

namespace Sipas.AspNetCore.Admin.Import;

/// <summary>The form of the columns of an import: its fields from an upload, and back.</summary>
internal static class ImportColumnForm
{
    private const int LastRowOfASheet = 1_048_576;

    /// <summary>Creates the initial form.</summary>
    /// <param name="upload">The file.</param>
    /// <param name="map">The chosen or saved map; null when the columns were guessed.</param>
    /// <param name="columns">The column of each target.</param>
    public static FormState Of(ImportUpload upload, ColumnMap? map, IReadOnlyDictionary<ColumnTarget, string> columns)
    {
        ImportSettings? settings = upload.Choice?.Settings;
        var form = new FormState(
        [
            .. columns.Select(pair => KeyValuePair.Create(ImportTargets.FieldOf(pair.Key), pair.Value)),
            new("unit", settings?.Unit ?? ""),
            new("mode", settings?.Mode ?? "paper"),
            new("basis", settings?.Basis ?? "sampled"),
            new("day", settings?.Date is { } day ? day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture) : ""),
            new("answers", AnswerLines(map)),
        ]);
        ShowTableOptions(form, upload);
        return form;
    }

    /// <summary>Fills in the options for reading the file.</summary>
    public static void ShowTableOptions(FormState form, ImportUpload upload)
    {
        form["headerRow"] = upload.Reading.HeaderRow?.ToString(CultureInfo.InvariantCulture) ?? "";
        form["decimal"] = upload.Reading.DecimalMark switch { DecimalMark.Comma => ",", DecimalMark.Point => ".", _ => "" };
    }

    /// <summary>Reads the header row and the decimal mark; null for what the form does not state.</summary>
    public static (int? HeaderRow, DecimalMark? Mark) ReadTableOptions(FormState form)
    {
        int? headerRow = null;
        if (form.Text("headerRow") is { } text)
        {
            if (int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int row) && row is > 0 and <= LastRowOfASheet)
            {
                headerRow = row;
            }
            else
            {
                form.Add("headerRow", new Problem(ProblemCodes.QueryValue, "headerRow", text, "1, 2, 3 …"));
            }
        }

        if (form["decimal"] is not ("" or "," or "."))
        {
            form.Add("decimal", new Problem(ProblemCodes.QueryValue, "decimal", form["decimal"], "\",\", \".\""));
        }

        return (headerRow, form["decimal"] switch { "," => DecimalMark.Comma, "." => DecimalMark.Point, _ => null });
    }

    /// <summary>Reads the column of each target and the meaning of texts.</summary>
    public static ColumnMap ReadMap(ImportRequest request, FormState form, IReadOnlyList<ColumnTarget> targets, FileTable table) =>
        WithAnswers(ColumnTarget.ToMap(targets, table.Columns, ReadColumns(request, form, targets, table)), form);

    /// <summary>Reads the officer's settings for rows without these fields: day, unit, mode, basis.</summary>
    public static ImportSettings ReadSettings(ImportRequest request, FormState form, ImportUpload upload,
        IReadOnlyList<ColumnTarget> targets, DateOnly today)
    {
        DateOnly day = default;
        if (form.Text("day") is { } text
            && !DateOnly.TryParseExact(text, ["yyyy-MM-dd", "d/M/yyyy"], CultureInfo.InvariantCulture, DateTimeStyles.None, out day))
        {
            form.Add("day", new Problem(ProblemCodes.TimeMalformed, "day", text, "2026-11-21"));
        }

        if (!BallotNames.TryMode(form["mode"], out _))
        {
            form.Add("mode", new Problem(ProblemCodes.ModeUnknown, "mode", form["mode"], string.Join(", ", BallotNames.ModeNames)));
        }

        if (!BallotNames.TryBasis(form["basis"], out _))
        {
            form.Add("basis", new Problem(ProblemCodes.BasisUnknown, "basis", form["basis"], string.Join(", ", BallotNames.BasisNames)));
        }

        if (form.Text("unit") is { } unit && (day == default
            ? request.State.Units.Find(unit) is null ? new Problem(ProblemCodes.UnitUnknown, "unit", unit) : null
            : request.State.History.Check(unit, day, "unit")) is { } absent)
        {
            form.Add("unit", absent);
        }

        if (form.Text("unit") is null && form.Text(Field(ColumnRole.Unit)) is null)
        {
            form.Add("unit", new Problem(ProblemCodes.UnitNotNamed, "unit"));
        }

        if (form.Text("day") is null && form.Text(Field(ColumnRole.BallotNumber)) is not null
            && form.Text(Field(ColumnRole.CompletedAt)) is null)
        {
            form.Add("day", new Problem(ProblemCodes.DateMissing, "day", null, request.Admin.Words["import.dayHere"]));
        }

        return new ImportSettings
        {
            Pack = upload.PackId,
            QuestionnaireVersion = upload.QuestionnaireVersion,
            UnitColumn = "unit",
            Unit = form.Text("unit"),
            Mode = form["mode"],
            Basis = form["basis"],
            Date = day == default ? null : day,
            Today = today,
        };

        string Field(ColumnRole role) => ImportTargets.FieldOf(targets.First(target => target.Role == role));
    }

    private static Dictionary<ColumnTarget, string> ReadColumns(
        ImportRequest request, FormState form, IReadOnlyList<ColumnTarget> targets, FileTable table)
    {
        var chosen = new Dictionary<ColumnTarget, string>();
        var holders = new Dictionary<string, ColumnTarget>(StringComparer.OrdinalIgnoreCase);
        foreach (ColumnTarget target in targets)
        {
            string field = ImportTargets.FieldOf(target);
            if (form.Text(field) is not { } column)
            {
                continue;
            }

            if (table.Find(column) < 0)
            {
                form.Add(field, new Problem(ProblemCodes.ColumnMissing, "header", column, string.Join(", ", table.Columns)));
            }
            else if (!holders.TryAdd(column, target))
            {
                form.Add(field, new Problem(
                    ProblemCodes.ColumnForTwo, ImportTargets.NameOf(request.Admin.Words, target), column,
                    ImportTargets.NameOf(request.Admin.Words, holders[column])));
            }

            chosen[target] = column;
        }

        return chosen;
    }

    // One line for each text: "Tốt = 5" for every question, "[yn] 1 = 2" for the questions of a scale.
    private static ColumnMap WithAnswers(ColumnMap map, FormState form)
    {
        var everywhere = new Dictionary<string, JsonElement>(StringComparer.Ordinal);
        var byScale = new Dictionary<string, IReadOnlyDictionary<string, JsonElement>>(StringComparer.Ordinal);
        foreach (string line in form.Lines("answers"))
        {
            int at = line.LastIndexOf('=');
            string words = at < 0 ? "" : line[..at].Trim();
            string meaning = at < 0 ? "" : line[(at + 1)..].Trim();
            string? scale = words.StartsWith('[') && words.IndexOf(']', StringComparison.Ordinal) is > 1 and int end
                && CodeText.IsWellFormed(words[1..end])
                ? words[1..end]
                : null;
            Dictionary<string, JsonElement> answers = scale is null
                ? everywhere
                : byScale.TryGetValue(scale, out IReadOnlyDictionary<string, JsonElement>? known)
                    ? (Dictionary<string, JsonElement>)known
                    : [];
            words = scale is null ? words : words[(scale.Length + 2)..].Trim();
            JsonElement? read = long.TryParse(meaning, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out long level)
                ? JsonSerializer.SerializeToElement(level)
                : BallotNames.TrySpecial(meaning, out _) ? JsonSerializer.SerializeToElement(meaning)
                : null;
            if (words.Length > 0 && read is { } answer)
            {
                answers[words] = answer;
                if (scale is not null)
                {
                    byScale[scale] = answers;
                }
            }
            else
            {
                string specials = string.Join(" | ", Enum.GetValues<SpecialAnswer>().Select(BallotNames.Of));
                form.Add("answers", new Problem(ProblemCodes.QueryValue, "answers", line, $"Tốt = 5; [yn] 1 = 2; KAD = {specials}"));
            }
        }

        return map with { Answers = everywhere.Count == 0 ? null : everywhere, AnswersByScale = byScale.Count == 0 ? null : byScale };
    }

    private static string AnswerLines(ColumnMap? map) => string.Join('\n',
    [
        .. (map?.Answers ?? new Dictionary<string, JsonElement>()).Select(pair => $"{pair.Key} = {pair.Value}"),
        .. (map?.AnswersByScale ?? new Dictionary<string, IReadOnlyDictionary<string, JsonElement>>())
            .SelectMany(scale => scale.Value.Select(pair => $"[{scale.Key}] {pair.Key} = {pair.Value}")),
    ]);
}
