using System.CommandLine;
using System.Globalization;
using Sipas.Common;
using Sipas.Log;
using Sipas.Problems;
using Sipas.Receipts;
using Sipas.ReferenceHost.Commands.Results;
using Sipas.Storage.Dapper.Stores;
using Sipas.Verification;

namespace Sipas.ReferenceHost.Commands.Stores;

/// <summary><c>sipas verify</c> and <c>sipas anchor</c>: recompute the whole log; the first prints its findings, the
/// second saves an anchor of the log in a small file.</summary>
internal static class VerifyCommand
{
    public static Command Create()
    {
        var store = new StoreOptions();
        var export = new Option<string?>("--export")
        {
            Description = "Export file written by 'sipas export', to verify instead of a store",
        };
        var anchor = new Option<string?>("--anchor") { Description = "Anchor file stored separately" };
        var trust = new Option<string[]>("--trust") { Description = "Id of a receipt key to trust. Can be specified several times" };
        var receipt = new Option<string?>("--receipt") { Description = "Receipt code of a citizen to look up, for example 7QK2-M0XA" };
        var quick = new Option<bool>("--no-signatures")
        {
            Description = "Skip the signatures: faster, but a forged receipt is not detected",
        };
        Option<bool> progress = ProgressLine.NewOption();
        var index = new IndexOptions();
        Command command = store.AddTo(
            new Command("verify", "Recompute hashes, chains, signatures, roots and a published index; reports the first faulty record")
        {
            export, anchor, trust, receipt, quick, progress,
        });
        index.AddTo(command);
        command.SetAction((parsed, cancellationToken) =>
        {
            TextWriter errors = parsed.InvocationConfiguration.Error;
            return CommandRunner.RunAsync(parsed, async () =>
            {
                using SqlStorage? storage = parsed.GetValue(export) is null ? store.Read(parsed) : null;
                ILogSource source = storage?.Log
                    ?? new ExportedLog(() => ExportCommand.Open(parsed.GetValue(export)!), parsed.GetValue(export)!);
                var settings = new VerificationSettings
                {
                    Anchor = parsed.GetValue(anchor) is { } file ? Anchor.Read(ReadFile(file)) : null,
                    TrustedKeyIds = parsed.GetValue(trust) is { Length: > 0 } ids ? ids : null,
                    ReceiptCode = parsed.GetValue(receipt),
                    Signatures = !parsed.GetValue(quick),
                };
                IndexComparison? comparison = await index.ReadAsync(parsed, storage is null ? null : store, cancellationToken)
                    .ConfigureAwait(false);
                if (storage is not null)
                {
                    await storage.RequireSchemaAsync(cancellationToken).ConfigureAwait(false);
                }

                VerificationReport report = await LogVerifier.VerifyAsync(source, settings, ProgressLine.Of(parsed, progress),
                    cancellationToken).ConfigureAwait(false);
                await TellAsync(report, parsed.InvocationConfiguration.Output, errors).ConfigureAwait(false);
                if (report.FaultCount > 0)
                {
                    // An index is recounted only from a valid log.
                    return CommandRunner.ProblemsFound;
                }

                return comparison is null
                    || await comparison.TellAsync(source, parsed, ProgressLine.Of(parsed, progress), cancellationToken)
                        .ConfigureAwait(false)
                    ? CommandRunner.Done
                    : CommandRunner.ProblemsFound;
            });
        });
        return command;
    }

    public static Command CreateAnchor()
    {
        var store = new StoreOptions();
        var target = new Option<string>("--to")
        {
            Description = "File to write; store it where no account with write access to the database can write",
            Required = true,
        };
        Option<bool> progress = ProgressLine.NewOption();
        Command command = store.AddTo(
            new Command("anchor", "Verify the log and write its roots to a file, so that later removals can be detected")
            {
                target, progress,
            });
        command.SetAction((parsed, cancellationToken) =>
        {
            TextWriter output = parsed.InvocationConfiguration.Output;
            TextWriter errors = parsed.InvocationConfiguration.Error;
            return CommandRunner.RunAsync(parsed, async () =>
            {
                using SqlStorage storage = store.Read(parsed);
                await storage.RequireSchemaAsync(cancellationToken).ConfigureAwait(false);
                VerificationReport report = await LogVerifier.VerifyAsync(storage.Log, new VerificationSettings(),
                    ProgressLine.Of(parsed, progress), cancellationToken).ConfigureAwait(false);
                await TellAsync(report, output, errors).ConfigureAwait(false);
                if (report.FaultCount > 0)
                {
                    return CommandRunner.ProblemsFound;
                }

                string path = parsed.GetRequiredValue(target);
                using ReceiptSigner signer = storage.OpenReceiptKey();
                WriteFile(path, Anchor.Of(report, signer, parsed.Clock().GetUtcNow()).Write());
                await output.WriteLineAsync($"Bản neo / Anchor: {path}").ConfigureAwait(false);
                return CommandRunner.Done;
            });
        });
        return command;
    }

    private static async Task TellAsync(VerificationReport report, TextWriter output, TextWriter errors)
    {
        foreach (Problem problem in report.Problems)
        {
            await CommandRunner.TellAsync(errors, problem).ConfigureAwait(false);
        }

        foreach (Problem warning in report.Warnings)
        {
            await CommandRunner.TellAsync(errors, warning).ConfigureAwait(false);
        }

        if (report.ClockSetBackCount > report.Warnings.Count)
        {
            await errors.WriteLineAsync(string.Create(CultureInfo.InvariantCulture,
                $"… PRF0040: {report.ClockSetBackCount} lần tất cả. / {report.ClockSetBackCount} times in total.")).ConfigureAwait(false);
        }

        foreach (Receipt receipt in report.Receipts)
        {
            await output.WriteLineAsync(string.Create(CultureInfo.InvariantCulture,
                $"Biên nhận / Receipt {receipt.Code}: {receipt.UnitCode}, {receipt.Position}, {Iso8601.Write(receipt.ReceivedAt)}"))
                .ConfigureAwait(false);
        }

        await output.WriteLineAsync(string.Create(CultureInfo.InvariantCulture,
            $"{report.BallotCount} phiếu ({report.LateCount} muộn), {report.Units.Count} đơn vị, {report.ClosingCount} cuộc khảo sát đã "
            + $"đóng, {report.FaultCount} lỗi.")).ConfigureAwait(false);
        await output.WriteLineAsync(string.Create(CultureInfo.InvariantCulture,
            $"{report.BallotCount} ballots ({report.LateCount} late), {report.Units.Count} units, {report.ClosingCount} closed "
            + $"surveys, {report.FaultCount} faults.")).ConfigureAwait(false);
        if (report.ValueCount > 0)
        {
            await output.WriteLineAsync(string.Create(CultureInfo.InvariantCulture,
                $"Số, văn bản, ngày: {report.ValueCount}, đã xóa {report.ErasedValueCount}. / Numbers, texts, "
                + $"days: {report.ValueCount}, {report.ErasedValueCount} erased.")).ConfigureAwait(false);
        }

        await output.WriteLineAsync($"Gốc / Root: {report.Root}").ConfigureAwait(false);
        await output.WriteLineAsync($"Khóa / Keys: {string.Join(", ", report.KeyIds)}").ConfigureAwait(false);
        await output.WriteLineAsync(string.Create(CultureInfo.InvariantCulture,
            $"Nhật ký / Audit log: {report.Audit.Number}; mã mời đã dùng / spent tickets: {report.SpentCount}")).ConfigureAwait(false);
        if (report.UncoveredTables.Count > 0)
        {
            string tables = string.Join(", ", report.UncoveredTables);
            await output.WriteLineAsync($"Bảng không được kiểm tra / Tables not covered: {tables}").ConfigureAwait(false);
        }

        foreach (LocalizedText missing in report.Unchecked)
        {
            await output.WriteLineAsync($"Chưa kiểm tra: {missing.Vi}. / Not checked: {missing.En}.").ConfigureAwait(false);
        }
    }

    private static string ReadFile(string path)
    {
        try
        {
            return File.ReadAllText(path);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new SipasException(new Problem(ProblemCodes.FileUnreadable, "--anchor", path), error);
        }
    }

    private static void WriteFile(string path, string text)
    {
        try
        {
            using var writer = new StreamWriter(PrivateFile.Open(path, FileMode.Create));
            writer.Write(text);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new SipasException(new Problem(ProblemCodes.PathUnwritable, "--to", path), error);
        }
    }
}
