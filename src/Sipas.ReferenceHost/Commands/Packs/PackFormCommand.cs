using System.CommandLine;
using System.Text;
using Sipas.Common;
using Sipas.Files.Forms;
using Sipas.Files.Tables;
using Sipas.Packs;
using Sipas.Problems;
using Sipas.Reporting;

namespace Sipas.ReferenceHost.Commands.Packs;

/// <summary><c>sipas pack export</c> and <c>sipas pack import</c>: questionnaires as XLSForm and SurveyJS JSON, with a
/// list of every loss.</summary>
internal static class PackFormCommand
{
    public static Command Export()
    {
        var output = new OutputOptions();
        var pack = new Argument<string>("PACK") { Description = "Id of a shipped pack, or a pack file" };
        var xlsForm = new Option<string?>("--xlsform") { Description = "XLSX file to write, for KoboToolbox and ODK" };
        var surveyJs = new Option<string?>("--surveyjs") { Description = "JSON file to write, for SurveyJS" };
        var questionnaire = new Option<string?>("--questionnaire")
        {
            Description = "Questionnaire version. Default: the first of the pack",
        };
        var map = new Option<string?>("--map")
        {
            Description = "map.json to write: mapping of the columns of the collected answers, for \"sipas import --map\"",
        };
        var collector = new Option<string>("--collector")
        {
            Description = "Collecting tool, which determines the column of the ballot number: kobo or odk",
            DefaultValueFactory = _ => "kobo",
        };
        collector.AcceptOnlyFromAmong("kobo", "odk");
        var units = new Option<string?>("--units")
        {
            Description = "CSV or XLSX with the columns code, name_vi, name_en: units to choose from. Default: the unit code is typed",
        };
        var command = new Command("export", "Export a questionnaire as a form of another tool and report what the form cannot store")
        {
            pack, xlsForm, surveyJs, questionnaire, map, collector, units,
        };
        command.Validators.Add(result =>
        {
            if ((result.GetValue(xlsForm) is null) == (result.GetValue(surveyJs) is null))
            {
                result.AddError("--xlsform FILE | --surveyjs FILE");
            }
        });
        output.AddTo(command);
        command.SetAction((parsed, _) => CommandRunner.RunAsync(parsed, () =>
        {
            MethodPack method = CommandRunner.FindPack(parsed.GetRequiredValue(pack));
            Questionnaire chosen = method
                .FindQuestionnaire(CommandRunner.FindLayout(new MethodPackRegistry([method]), method,
                    parsed.GetValue(questionnaire)).QuestionnaireVersion)!;
            WrittenForm form = parsed.GetValue(xlsForm) is null
                ? SurveyJsForm.Write(method, chosen)
                : XlsForm.Write(method, chosen, new XlsFormOptions
                {
                    Collector = parsed.GetValue(collector) == "odk" ? FormCollector.OdkCentral : FormCollector.Kobo,
                    Units = ReadUnits(parsed.GetValue(units)),
                });
            WriteNew(parsed.GetValue(xlsForm) ?? parsed.GetValue(surveyJs)!, form.Content.ToArray());
            if (parsed.GetValue(map) is { } mapPath)
            {
                WriteNew(mapPath, Encoding.UTF8.GetBytes(form.Map.ToJson()));
            }

            return PrintAsync(output, parsed, method.Id, form.Losses);
        }));
        return command;
    }

    public static Command Import()
    {
        var output = new OutputOptions();
        var form = new Argument<string>("FORM") { Description = "XLSForm (XLSX) or SurveyJS form (JSON); detected by its content" };
        var target = new Option<string>("--output") { Description = "Pack file to write: a draft", Required = true };
        var id = new Option<string?>("--id") { Description = "Id of the draft pack. Default: the id of the form" };
        var version = new Option<string?>("--questionnaire")
        {
            Description = "Version of the questionnaire. Default: the version of the form",
        };
        var map = new Option<string?>("--map")
        {
            Description = "map.json to write: mapping of the columns of answers collected with the form",
        };
        var satisfied = new Option<string[]>("--satisfied")
        {
            Description = "SCALE=CHOICE,CHOICE: the satisfied choices of a list of the draft, by value or text; "
                + "if they come first, the levels are numbered in reverse",
        };
        var command = new Command("import", "Create a draft pack from a form of another tool and report losses, guesses and missing values")
        {
            form, target, id, version, map, satisfied,
        };
        output.AddTo(command);
        command.SetAction((parsed, _) => CommandRunner.RunAsync(parsed, () =>
        {
            var options = new FormReadOptions
            {
                PackId = parsed.GetValue(id),
                QuestionnaireVersion = parsed.GetValue(version),
                Satisfied = ReadSatisfied(parsed.GetValue(satisfied)),
            };
            FormDraft draft = Read(parsed.GetRequiredValue(form), options);
            WriteNew(parsed.GetRequiredValue(target), MethodPackSerializer.Write(draft.Pack));
            if (parsed.GetValue(map) is { } mapPath)
            {
                WriteNew(mapPath, Encoding.UTF8.GetBytes(draft.Map.ToJson()));
            }

            return PrintAsync(output, parsed, draft.Pack.Id, draft.Losses);
        }));
        return command;
    }

    public static Command Confirm()
    {
        var output = new OutputOptions();
        var file = new Argument<string>("FILE") { Description = "Draft pack written by \"sipas pack import\"" };
        var target = new Option<string?>("--output") { Description = "Pack file to write" };
        var accept = new Option<string[]>("--accept")
        {
            Description = "Place of a correct guess, as listed: scales[CODE].satisfied; or \"all\"",
            AllowMultipleArgumentsPerToken = true,
        };
        var satisfied = new Option<string[]>("--satisfied")
        {
            Description = "SCALE=LEVEL,LEVEL: the satisfied levels of a scale, by number or text, to replace a guess",
        };
        var command = new Command("confirm",
            "List, confirm or change the guesses of an import in a draft; exit code 1 while any guess is unconfirmed")
        {
            file, target, accept, satisfied,
        };
        command.Validators.Add(result =>
        {
            if (result.GetValue(target) is null && (result.GetValue(accept)?.Length > 0 || result.GetValue(satisfied)?.Length > 0))
            {
                result.AddError("--output FILE");
            }
        });
        output.AddTo(command);
        command.SetAction((parsed, _) => CommandRunner.RunAsync(parsed, async () =>
        {
            string path = parsed.GetRequiredValue(file);
            if (!File.Exists(path))
            {
                throw new SipasException(new Problem(ProblemCodes.FileUnreadable, "FILE", path));
            }

            MethodPack pack = MethodPackSerializer.Read(await File.ReadAllBytesAsync(path).ConfigureAwait(false));
            foreach ((string scale, IReadOnlyList<string> words) in ReadSatisfied(parsed.GetValue(satisfied))
                ?? new Dictionary<string, IReadOnlyList<string>>())
            {
                pack = PackGuess.Satisfy(pack, scale, [.. words]);
            }

            string[] accepted = parsed.GetValue(accept) ?? [];
            pack = PackGuess.Confirm(pack, accepted.Contains("all", StringComparer.Ordinal) ? pack.Unconfirmed : accepted);
            Problem[] open = [.. MethodPackVerifier.Verify(pack)
                .Where(fault => fault.Code is ProblemCodes.PackUnconfirmed or ProblemCodes.PackGuessUnknown)];
            if (parsed.GetValue(target) is { } written)
            {
                WriteNew(written, MethodPackSerializer.Write(pack));
            }

            await PrintAsync(output, parsed, pack.Id, open).ConfigureAwait(false);
            return open.Length == 0 ? CommandRunner.Done : CommandRunner.ProblemsFound;
        }));
        return command;
    }

    private static Dictionary<string, IReadOnlyList<string>>? ReadSatisfied(string[]? options)
    {
        if (options is null or [])
        {
            return null;
        }

        var read = new Dictionary<string, IReadOnlyList<string>>(StringComparer.Ordinal);
        foreach (string option in options)
        {
            int at = option.IndexOf('=', StringComparison.Ordinal);
            string[] words = at > 0 ? option[(at + 1)..]
                .Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries) : [];
            if (words.Length == 0 || !read.TryAdd(option[..at], words))
            {
                throw new SipasException(new Problem(ProblemCodes.PackGuessUnknown, "--satisfied", option, "SCALE=CHOICE,CHOICE"));
            }
        }

        return read;
    }

    private static Task<int> PrintAsync(OutputOptions output, ParseResult parsed, string pack, IReadOnlyList<Problem> losses) =>
        output.PrintAsync(parsed, () => VerifyDocument.Of(pack, losses).ToJson(),
            language => [MethodPackDescription.Findings(losses, language)]);

    // A workbook is a ZIP archive; a JSON form begins with a brace, possibly after a byte order mark or blanks.
    private static FormDraft Read(string path, FormReadOptions options)
    {
        byte[] head = new byte[64];
        int length;
        long size;
        try
        {
            using FileStream stream = File.OpenRead(path);
            size = stream.Length;
            length = stream.ReadAtLeast(head, head.Length, throwOnEndOfStream: false);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new SipasException(new Problem(ProblemCodes.FileUnreadable, "FORM", path), error);
        }

        ReadOnlySpan<byte> start = head.AsSpan(0, length);
        if (start.StartsWith("PK"u8) || start.StartsWith<byte>([0xD0, 0xCF, 0x11, 0xE0]))
        {
            return XlsForm.Read(path, options);
        }

        start = JsonText.WithoutMark(start).TrimStart(" \t\r\n"u8);
        if (!start.StartsWith("{"u8))
        {
            throw new SipasException(
                new Problem(ProblemCodes.FormFormatUnknown, "FORM", Path.GetFileName(path), "XLSForm (XLSX), SurveyJS (JSON)"));
        }

        // One byte more than allowed is enough to reject a larger file without reading it completely.
        byte[] json = new byte[Math.Min(size, (long)options.Limits.MaximumBytes + 1)];
        using FileStream file = File.OpenRead(path);
        return SurveyJsForm.Read(json.AsMemory(0, file.ReadAtLeast(json, json.Length, throwOnEndOfStream: false)), options);
    }

    private static FormUnit[] ReadUnits(string? path)
    {
        if (path is null)
        {
            return [];
        }

        FileTable table = FileTable.Read(path);
        (int code, int vi, int en) = (table.Require("code"), table.Require("name_vi"), table.Require("name_en"));
        var cells = new CellReader(table);
        FormUnit[] units =
            [.. table.Rows.Select(row =>
                new FormUnit(cells.Code(row, code) ?? "", new LocalizedText(cells.Text(row, vi) ?? "", cells.Text(row, en) ?? "")))];
        cells.ThrowIfFaulty();
        return units;
    }

    private static void WriteNew(string path, byte[] bytes) => FolderGuard.New(path, () => CsvOutput.WriteNew(path, bytes));
}
