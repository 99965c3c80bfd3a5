using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Microsoft.Extensions.Options;
using Sipas.Files;
using Sipas.Intake;
using Sipas.Problems;
using Sipas.Text;

namespace Sipas.AspNetCore.Desk;

/// <summary>How a file is read: what its officer chose.</summary>
/// <param name="Map">Which columns hold what.</param>
/// <param name="Settings">What is said of the file besides its cells.</param>
internal sealed record ImportChoice(ColumnMap Map, ImportSettings Settings);

/// <summary>A file of ballots that waits to be confirmed, byte for byte as it came.</summary>
/// <param name="Id">By what it is found: 128 random bits.</param>
/// <param name="Officer">Whose it is.</param>
/// <param name="Name">What the officer calls it.</param>
/// <param name="Bytes">The file; empty once it is kept.</param>
/// <param name="Digest">SHA-256 of the bytes, in lower-case hexadecimal digits.</param>
/// <param name="Reading">How its bytes are read.</param>
internal sealed record ImportUpload(string Id, string Officer, string Name, byte[] Bytes, string Digest, TableFileOptions Reading)
{
    public required string PackId { get; init; }

    public required string QuestionnaireVersion { get; init; }

    /// <summary>What was chosen; null before that.</summary>
    public ImportChoice? Choice { get; init; }

    /// <summary>What became of it; null before it is kept.</summary>
    public BatchResult? Result { get; init; }

    /// <summary>Names the bytes and how they are read: what is confirmed is what was shown, or nothing.</summary>
    public string Shown => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(string.Join(
        '\n', Digest, Reading.HeaderRow?.ToString(CultureInfo.InvariantCulture), Reading.DecimalMark?.ToString(), Choice?.Map.ToJson(), Choice?.Settings.Unit,
        Choice?.Settings.Mode, Choice?.Settings.Basis, Choice?.Settings.Date?.ToString("O", CultureInfo.InvariantCulture),
        Choice?.Settings.Today.ToString("O", CultureInfo.InvariantCulture)))));

    /// <summary>Reads the whole file, without unreadable rows.</summary>
    /// <param name="onProblem">Receives the problems of unreadable rows; null to ignore them.</param>
    /// <exception cref="SipasException">The file cannot be read.</exception>
    public FileTable Read(Action<Problem>? onProblem = null) => FileTable.Read(Open(), onProblem ?? (_ => { }));

    /// <summary>The file with its header.</summary>
    public TableFile Open() => TableFile.Open(Name, () => new MemoryStream(Bytes, writable: false), Reading);
}

/// <summary>The files that wait to be confirmed, in this process alone: after a restart they are gone, and their pages say so.</summary>
internal sealed class ImportUploads : IDisposable
{
    /// <summary>Minutes for which a file is held after it was last looked at.</summary>
    public const int Minutes = 30;

    /// <summary>Files of one officer that are held at most: the oldest makes room.</summary>
    public const int MostOfOne = 4;

    private const int Most = 64;
    private const int FullFiles = 8;

    private readonly IOptions<SipasAdminOptions> _options;
    private readonly TimeProvider _clock;
    private readonly ITimer _sweeper;
    private readonly Lock _lock = new();
    private readonly Dictionary<string, (ImportUpload Upload, DateTimeOffset UsedAt)> _held = new(StringComparer.Ordinal);

    // Files are read whole: how many at once bounds the memory that they take together.
    private readonly SemaphoreSlim _readers = new(2);

    // What is confirmed twice at once is kept once.
    private readonly SemaphoreSlim _keepers = new(1);

    /// <summary>Starts with none.</summary>
    /// <param name="options">The officer's pages.</param>
    /// <param name="clock">Server time.</param>
    public ImportUploads(IOptions<SipasAdminOptions> options, TimeProvider clock)
    {
        (_options, _clock) = (options, clock);

        // Nobody may come again: what is over goes by itself too.
        _sweeper = clock.CreateTimer(_ => Sweep(), null, TimeSpan.FromMinutes(Minutes), TimeSpan.FromMinutes(Minutes));
    }

    /// <summary>The reading of a file that is not held yet.</summary>
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

    /// <summary>Holds a file.</summary>
    /// <exception cref="SipasException">There is no room (<c>IMP0021</c>).</exception>
    public void Hold(ImportUpload upload)
    {
        lock (_lock)
        {
            Forget();
            foreach (string id in _held.Where(pair => pair.Value.Upload.Officer == upload.Officer).OrderByDescending(pair => pair.Value.UsedAt).Skip(MostOfOne - 1).Select(pair => pair.Key).ToArray())
            {
                _held.Remove(id);
            }

            if (_held.Count >= Most || _held.Values.Sum(held => held.Upload.Bytes.LongLength) + upload.Bytes.Length > FullFiles * _options.Value.MaximumImportBytes)
            {
                throw new SipasException(new Problem(ProblemCodes.UploadsFull, "file", upload.Name, Show(Minutes)));
            }

            _held.Add(upload.Id, (upload, _clock.GetUtcNow()));
        }
    }

    /// <summary>Finds a file of an officer.</summary>
    /// <exception cref="SipasException">It is not held, or is another's (<c>IMP0019</c>).</exception>
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

    /// <summary>Puts what is known of a file now in the place of what was known; one that is no longer held stays away, and one that is kept stays as it is.</summary>
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

    /// <summary>Waits for a turn to read a file.</summary>
    public Task<IDisposable> ReadTurnAsync(CancellationToken cancellationToken) => TurnAsync(_readers, cancellationToken);

    /// <summary>Waits for the turn to keep a file.</summary>
    public Task<IDisposable> KeepTurnAsync(CancellationToken cancellationToken) => TurnAsync(_keepers, cancellationToken);

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
