using System.Globalization;
using System.Text;
using Microsoft.Extensions.Options;
using Sipas.AspNetCore.Admin.Pages;
using Sipas.Common;
using Sipas.Files.Tables;
using Sipas.Problems;

namespace Sipas.AspNetCore.Admin.Import;

/// <summary>The files that await confirmation, in this process only: after a restart they are gone, and their pages
/// report it.</summary>
internal sealed class ImportUploads : IDisposable
{
    /// <summary>Minutes for which a file is held after its last use.</summary>
    public const int Minutes = 30;

    /// <summary>Maximum number of held files per officer: a new file replaces the oldest one.</summary>
    public const int MaxOfOne = 4;

    private const int Maximum = 64;
    private const int FullFiles = 8;

    private readonly IOptions<SipasAdminOptions> _options;
    private readonly TimeProvider _clock;
    private readonly ITimer _sweeper;
    private readonly Lock _lock = new();
    private readonly Dictionary<string, (ImportUpload Upload, DateTimeOffset UsedAt)> _held = new(StringComparer.Ordinal);

    // Files are loaded completely: limiting concurrent reads limits their total memory.
    private readonly SemaphoreSlim _readers = new(2);

    // If a file is confirmed twice at the same time, it is stored once.
    private readonly SemaphoreSlim _keepers = new(1);

    /// <summary>Creates an empty set of uploads.</summary>
    /// <param name="options">The officer's pages.</param>
    /// <param name="clock">Server time.</param>
    public ImportUploads(IOptions<SipasAdminOptions> options, TimeProvider clock)
    {
        (_options, _clock) = (options, clock);

        // Expired files are also removed if no further request arrives.
        _sweeper = clock.CreateTimer(_ => Sweep(), null, TimeSpan.FromMinutes(Minutes), TimeSpan.FromMinutes(Minutes));
    }

    /// <summary>Gets the options for reading a file that is not held yet.</summary>
    public TableFileOptions Reading(string? sheet, Encoding? encoding, int? headerRow, DecimalMark? mark) => new()
    {
        HeaderRow = headerRow,
        DecimalMark = mark,
        Sheet = sheet,
        Encoding = encoding,
        Limits = new FileLimits
        {
            MaximumFileBytes = _options.Value.MaximumImportBytes,
            MaximumPartBytes = 16 * _options.Value.MaximumImportBytes,
            MaximumRows = _options.Value.MaximumImportRows,
        },
    };

    /// <summary>Adds a file.</summary>
    /// <exception cref="SipasException">The memory limit is reached (<c>IMP0021</c>).</exception>
    public void Hold(ImportUpload upload)
    {
        lock (_lock)
        {
            Forget();
            foreach (string id in _held.Where(pair => pair.Value.Upload.Officer == upload.Officer)
                .OrderByDescending(pair => pair.Value.UsedAt).Skip(MaxOfOne - 1).Select(pair => pair.Key).ToArray())
            {
                _held.Remove(id);
            }

            if (_held.Count >= Maximum
                || _held.Values.Sum(held => held.Upload.Bytes.LongLength) + upload.Bytes.Length
                    > FullFiles * _options.Value.MaximumImportBytes)
            {
                throw new SipasException(new Problem(ProblemCodes.UploadsFull, "file", upload.Name, Show(Minutes)));
            }

            _held.Add(upload.Id, (upload, _clock.GetUtcNow()));
        }
    }

    /// <summary>Finds a file of an officer.</summary>
    /// <exception cref="SipasException">It is not held, or belongs to another officer (<c>IMP0019</c>).</exception>
    public ImportUpload Find(string id, string officer)
    {
        lock (_lock)
        {
            Forget();
            if (!_held.TryGetValue(id, out (ImportUpload Upload, DateTimeOffset) held) || held.Upload.Officer != officer)
            {
                throw new SipasException(new Problem(ProblemCodes.UploadGone, "file", null, Show(Minutes)));
            }

            _held[id] = (held.Upload, _clock.GetUtcNow());
            return held.Upload;
        }
    }

    /// <summary>Replaces the state of a file; does nothing if it is no longer held or its ballots are already stored.</summary>
    public void Put(ImportUpload upload)
    {
        lock (_lock)
        {
            if (_held.TryGetValue(upload.Id, out (ImportUpload Upload, DateTimeOffset) held) && held.Upload.Result is null)
            {
                _held[upload.Id] = (upload, _clock.GetUtcNow());
            }
        }
    }

    public void Drop(string id)
    {
        lock (_lock)
        {
            _held.Remove(id);
        }
    }

    /// <summary>Waits for permission to read a file.</summary>
    public Task<IDisposable> ReadTurnAsync(CancellationToken cancellationToken) => TurnAsync(_readers, cancellationToken);

    /// <summary>Waits for permission to store the ballots of a file.</summary>
    public Task<IDisposable> SaveTurnAsync(CancellationToken cancellationToken) => TurnAsync(_keepers, cancellationToken);

    public void Dispose()
    {
        _sweeper.Dispose();
        _readers.Dispose();
        _keepers.Dispose();
    }

    private static async Task<IDisposable> TurnAsync(SemaphoreSlim turns, CancellationToken cancellationToken)
    {
        await turns.WaitAsync(cancellationToken);
        return new Turn(turns);
    }

    private static string Show(int number) => number.ToString(CultureInfo.InvariantCulture);

    private void Sweep()
    {
        lock (_lock)
        {
            Forget();
        }
    }

    private void Forget()
    {
        DateTimeOffset oldest = _clock.GetUtcNow().AddMinutes(-Minutes);
        foreach (string id in _held.Where(pair => pair.Value.UsedAt < oldest).Select(pair => pair.Key).ToArray())
        {
            _held.Remove(id);
        }
    }

    private sealed class Turn(SemaphoreSlim turns) : IDisposable
    {
        public void Dispose() => turns.Release();
    }
}
