using System.CommandLine;
using System.Globalization;
using System.IO.Compression;
using Sipas.Audit;
using Sipas.Common;
using Sipas.Log;
using Sipas.Problems;
using Sipas.Storage.Dapper.Sqlite;
using Sipas.Storage.Dapper.Stores;
using Sipas.Verification;

namespace Sipas.ReferenceHost.Commands.Stores;

/// <summary><c>sipas export</c>: the whole log as a file that an auditor can read without this library.</summary>
internal static class ExportCommand
{
    private const int BufferSize = 1024 * 1024;

    public static Command Create()
    {
        var store = new StoreOptions();
        var target = new Option<string>("--to")
        {
            Description = "File to write; it must not exist yet. Compressed with gzip if its name ends with .gz",
            Required = true,
        };
        Option<bool> progress = ProgressLine.NewOption();
        Command command = store.AddTo(
            new Command("export", "Export the whole log with its proof as JSON lines, while ballots arrive; verify it with 'sipas verify "
                + "--export'") { target, progress });
        command.SetAction((parsed, cancellationToken) => CommandRunner.RunAsync(parsed, async () =>
        {
            string path = parsed.GetRequiredValue(target);
            if (File.Exists(path) || Directory.Exists(path))
            {
                throw new SipasException(new Problem(ProblemCodes.TargetExists, "--to", path));
            }

            using SqlStorage storage = store.Read(parsed);
            await storage.RequireSchemaAsync(cancellationToken).ConfigureAwait(false);
            ExportSummary summary = await WriteAsync(
                storage.Log, path, parsed.Clock().GetUtcNow(), ProgressLine.Of(parsed, progress), cancellationToken).ConfigureAwait(false);
            await parsed.InvocationConfiguration.Output.WriteLineAsync(string.Create(CultureInfo.InvariantCulture,
                $"{summary.BallotCount} phiếu / ballots, {summary.UnitCount} đơn vị / units: {path}\nMã băm / Digest: {summary.Digest}"))
                .ConfigureAwait(false);
            if (storage is SqliteStorage { MayOnlyRead: true })
            {
                await CommandRunner.TellAsync(
                    parsed.InvocationConfiguration.Error, new Problem(ProblemCodes.ExportNotRecorded, "audit", store.DatabasePath(parsed)),
                    "audit").ConfigureAwait(false);
                return CommandRunner.Done;
            }

            using SqlStorage writing = store.Create(parsed);
            await RecordAsync(writing, summary, parsed.InvocationConfiguration.Error, cancellationToken).ConfigureAwait(false);
            return CommandRunner.Done;
        }));
        return command;
    }

    /// <summary>Opens an export for reading, compressed or not, whatever its name.</summary>
    public static Stream Open(string path)
    {
        var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, BufferSize, FileOptions.SequentialScan);
        bool compressed = file.ReadByte() == 0x1F && file.ReadByte() == 0x8B;
        file.Position = 0;
        return compressed ? new GZipStream(file, CompressionMode.Decompress) : file;
    }

    // Written under another name until it is complete and flushed to disk: an interrupted export cannot be mistaken for
    // a complete one. It contains the texts that citizens wrote, so only its owner may read it.
    private static async Task<ExportSummary> WriteAsync(
        ILogSource source, string path, DateTimeOffset now, IProgress<LogProgress> progress, CancellationToken cancellationToken)
    {
        string draft = $"{path}.{Guid.NewGuid():N}.exporting";
        try
        {
            ExportSummary summary;
            FileStream file = PrivateFile.Open(draft, FileMode.CreateNew, BufferSize);
            await using (file.ConfigureAwait(false))
            {
                summary = await WriteAsync(
                    source, file, path.EndsWith(".gz", StringComparison.OrdinalIgnoreCase), now, progress, cancellationToken)
                    .ConfigureAwait(false);
                file.Flush(flushToDisk: true);
            }

            File.Move(draft, path, overwrite: false);
            return summary;
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new SipasException(new Problem(ProblemCodes.PathUnwritable, "--to", path), error);
        }
        finally
        {
            if (File.Exists(draft))
            {
                File.Delete(draft);
            }
        }
    }

    private static async Task<ExportSummary> WriteAsync(
        ILogSource source, FileStream file, bool compress, DateTimeOffset now, IProgress<LogProgress> progress,
        CancellationToken cancellationToken)
    {
        if (!compress)
        {
            return await LogExporter.WriteAsync(source, file, now, progress, cancellationToken).ConfigureAwait(false);
        }

        var packed = new GZipStream(file, CompressionLevel.Fastest, leaveOpen: true);
        await using (packed.ConfigureAwait(false))
        {
            return await LogExporter.WriteAsync(source, packed, now, progress, cancellationToken).ConfigureAwait(false);
        }
    }

    // An auditor's role may read everything and write nothing: then the export is not recorded in the store, and a
    // message reports this.
    private static async Task RecordAsync(SqlStorage storage, ExportSummary summary, TextWriter errors, CancellationToken cancellationToken)
    {
        try
        {
            await storage.Audit.AppendAuditAsync(AuditActions.LogExported,
                string.Create(CultureInfo.InvariantCulture, $"{summary.BallotCount} {summary.Digest}"), cancellationToken)
                .ConfigureAwait(false);
        }
        catch (SipasException error)
        {
            foreach (Problem problem in error.Problems)
            {
                await CommandRunner.TellAsync(errors, problem, "audit").ConfigureAwait(false);
            }
        }
        catch (StoreUnavailableException error)
        {
            await CommandRunner.TellAsync(errors, new Problem(error.ProblemCode, allowed: "5"), "audit").ConfigureAwait(false);
        }
    }
}
