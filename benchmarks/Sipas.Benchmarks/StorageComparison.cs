using System.Data.Common;
using System.Globalization;
using Dapper;
using Microsoft.Extensions.Time.Testing;
using Sipas.Ballots;
using Sipas.Common;
using Sipas.Intake;
using Sipas.Packs;
using Sipas.Storage.Dapper.Stores;
using Sipas.Surveys;
using Sipas.Units;

namespace Sipas.Benchmarks;

/// <summary>One kind of database: writing and reading with the library, and the barest implementation for the same
/// rows.</summary>
internal abstract class StorageComparison(string folder) : IDisposable
{
    private const int UnitCount = 700;

    private static readonly MethodPackRegistry Packs = new([MethodPacks.Shipped("bnv-2640-2017")]);
    private static readonly AnswerLayout Layout = Packs.Layouts.First();
    private static readonly DateTimeOffset Start = new(2026, 1, 1, 8, 0, 0, TimeSpan.FromHours(7));

    private readonly Workload _workload = Workload.Of(250_000, UnitCount);
    private long _nextId = 1;
    private SqlStorage _storage = null!;
    private SurveyState _state = null!;
    private BallotIntake _intake = null!;
    private BallotSubmission[] _submissions = [];
    private PendingBallot[] _drafts = [];

    internal abstract string Name { get; }

    internal abstract string BulkLimit { get; }

    /// <summary>The rows that the bare implementations write: rows that the library wrote before, read back.</summary>
    protected object[][] Rows { get; private set; } = [];

    protected object[][] Seals { get; private set; } = [];

    protected string Folder { get; } = folder;

    /// <summary>Creates an empty store for the next contestant, or retains the one that loading reads.</summary>
    internal void Prepare(string what, int count)
    {
        if (what is "bare load" or "flush")
        {
            return;
        }

        Close();
        if (what is "load")
        {
            _storage = Create(Packs);
            Wait(_storage.OpenAsync(default));
            return;
        }

        Empty();
        _storage = Create(Packs);
        _state = new SurveyState(_storage, Packs);
        Wait(_state.OpenAsync(default));
        Wait(_storage.Units.SaveAsync([.. Enumerable.Range(0, UnitCount)
            .Select(unit => new OrganisationUnit { Code = Unit(unit), Name = new LocalizedText("Đơn vị", "Unit"), Block = "departments" })],
            default));
        Wait(_state.ReloadAsync(default));
        _intake = new BallotIntake(
            _storage.Ballots, _storage.Held, new BallotValidator(Packs), _state, new FakeTimeProvider(Start.AddYears(1)));
        _submissions = what is "1" or "16" or "256" ? [.. Enumerable.Range(0, count).Select(Submission)] : [];
        _drafts = what is "bulk" ? [.. Enumerable.Range(0, count).Select(Draft)] : [];
        if (what is "single" or "bare" or "bare bulk")
        {
            // The rows are those that the library writes, with their seals; then the store is emptied for the bare
            // implementation.
            Wait(_storage.Ballots.AppendAsync([.. Enumerable.Range(0, count).Select(Draft)], false, default));
            using (DbConnection connection = Connect())
            {
                Rows = Read(connection, "select * from ballot order by sequence");
                Seals = Read(connection, "select * from receipt_seal order by first_sequence");
            }

            Clear();
        }

        GC.Collect();
    }

    internal void Callers(int callers, int count)
    {
        int next = -1;
        Wait(Task.WhenAll(Enumerable.Range(0, callers).Select(_ => Task.Run(async () =>
        {
            for (int i; (i = Interlocked.Increment(ref next)) < count;)
            {
                IntakeResult result = await _intake.SubmitAsync(_submissions[i], default);
                if (result.Status != IntakeStatus.Accepted)
                {
                    throw new InvalidOperationException(string.Join(' ', result.Problems.Select(problem => problem.Code)));
                }
            }
        }))));
    }

    internal void Flush(int count)
    {
        byte[] record = new byte[400];
        using FileStream file = new(Path.Combine(Folder, "flush"), FileMode.Create, FileAccess.Write, FileShare.None, bufferSize: 0);
        for (int i = 0; i < count; i++)
        {
            file.Write(record);
            file.Flush(flushToDisk: true);
        }
    }

    internal void Bulk(int _) => Wait(_storage.Ballots.AppendAsync(_drafts, allOrNothing: true, default));

    internal void Load(int count) => Wait(LoadAsync(count));

    internal abstract void OneTransactionEach(int count);

    internal abstract void BareLoop(int count);

    internal abstract void BareBulk(int count);

    internal abstract void BareLoad(int count);

    internal abstract double BytesPerBallot();

    public virtual void Dispose() => Close();

    protected abstract SqlStorage Create(MethodPackRegistry packs);

    protected abstract DbConnection Connect();

    /// <summary>Removes the whole store.</summary>
    protected abstract void Empty();

    /// <summary>Removes the ballots and their seals, and releases the disk space.</summary>
    protected abstract void Clear();

    protected static IEnumerable<object[]> SealsOf(object[][] seals, int from, int to) =>
        seals.Where(seal => Number(seal[0]) > from && Number(seal[0]) <= to);

    private async Task LoadAsync(int count)
    {
        int read = 0;
        await foreach (CountedBallot _ in _storage.Ballots.ReadAsync(0, default))
        {
            read++;
        }

        if (read != count)
        {
            throw new InvalidOperationException($"{read} ballots were read, not {count}.");
        }
    }

    private void Close()
    {
        _intake?.Dispose();
        _state?.Dispose();
        _storage?.Dispose();
    }

    private BallotSubmission Submission(int i) => new()
    {
        Id = NextId().ToString("D"),
        Pack = Layout.PackId,
        QuestionnaireVersion = Layout.QuestionnaireVersion,
        Unit = Unit(_workload.Units[i]),
        Mode = "paper",
        Basis = "sampled",
        Language = "vi",
        StartedAt = Iso8601.Write(At(i)),
        CompletedAt = Iso8601.Write(At(i).AddMinutes(2)),
        Answers = [.. Layout.Items.Select(item => Answer(item, _workload.AnswersOf(i)[item.Index]))],
    };

    private static RawAnswer Answer(ItemLayout item, byte code) => code == 0
        ? new RawAnswer(item.Item.Code, RawAnswerKind.Text, "noAnswer")
        : new RawAnswer(item.Item.Code, RawAnswerKind.Whole, code.ToString(CultureInfo.InvariantCulture), code);

    private PendingBallot Draft(int i) => PendingBallot.Of(
        new Ballot
        {
            Header = new BallotHeader
            {
                Id = NextId(),
                PackId = Layout.PackId,
                QuestionnaireVersion = Layout.QuestionnaireVersion,
                UnitCode = Unit(_workload.Units[i]),
                Mode = CollectionMode.Paper,
                Basis = SelectionBasis.Sampled,
                Language = "vi",
                StartedAt = At(i),
                CompletedAt = At(i).AddMinutes(2),
            },
            Layout = Layout,
            Codes = _workload.AnswersOf(i).ToArray(),
        },
        Start.AddYears(1));

    // As clients generate them: the time first, so that ids increase, then bits that look random.
    private Guid NextId()
    {
        long number = _nextId++;
        return new Guid((int)(number >> 16), (short)number, 0x7000, BitConverter.GetBytes((number * 0x61C8864680B583EB) | 0x80));
    }

    private DateTimeOffset At(int i) => Start.AddDays(_workload.Days[i]).AddSeconds(i % 36_000);

    private static string Unit(int number) => $"U{number.ToString("D4", CultureInfo.InvariantCulture)}";

    private static long Number(object value) => Convert.ToInt64(value, CultureInfo.InvariantCulture);

    private static object[][] Read(DbConnection connection, string sql)
    {
        var rows = new List<object[]>();
        using var reader = (DbDataReader)connection.ExecuteReader(sql);
        while (reader.Read())
        {
            object[] row = new object[reader.FieldCount];
            reader.GetValues(row);
            rows.Add(row);
        }

        return [.. rows];
    }

    private static void Wait(Task task) => task.GetAwaiter().GetResult();
}
