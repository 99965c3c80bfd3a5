using System.Collections.Concurrent;
using System.Globalization;
using Sipas.Common;
using Sipas.Packs;
using Sipas.Problems;
using Sipas.Units;

namespace Sipas.Ballots;

/// <summary>Validates ballots. Reports all problems at once, each with a stable code.</summary>
public sealed partial class BallotValidator
{
    private const string TimeFormat = "2026-11-21T08:30:00+07:00";

    private readonly MethodPackRegistry _packs;
    private readonly ConcurrentDictionary<AnswerLayout, QuestionFlow> _flows = new();

    /// <summary>Creates a validator.</summary>
    /// <param name="packs">The packs whose questionnaires may be answered.</param>
    public BallotValidator(MethodPackRegistry packs)
    {
        ArgumentNullException.ThrowIfNull(packs);
        _packs = packs;
    }

    private QuestionFlow FlowOf(AnswerLayout layout) =>
        _flows.GetOrAdd(
            layout, static (added, packs) =>
            new QuestionFlow(added, packs.Find(added.PackId)!.FindQuestionnaire(added.QuestionnaireVersion)!), _packs);

    /// <summary>Validates a submission against its questionnaire, with its own times.</summary>
    /// <param name="submission">The submission as received.</param>
    /// <param name="units">The units that may be rated.</param>
    /// <param name="problems">Receives every problem.</param>
    /// <returns>The ballot; null when this call added a problem.</returns>
    public Ballot? Validate(BallotSubmission submission, UnitDirectory units, ICollection<Problem> problems) =>
        Validate(submission, units, problems, timing: null);

    /// <summary>Validates a submission against its questionnaire.</summary>
    /// <param name="submission">The submission as received.</param>
    /// <param name="units">The units that may be rated.</param>
    /// <param name="problems">Receives every problem.</param>
    /// <param name="timing">The server's information about the ballot's time; if omitted, the ballot's own times are used.</param>
    /// <param name="history">The unit history, used to report the successors of ended units; null to report only their validity.</param>
    /// <returns>The ballot; null when this call added a problem.</returns>
    internal Ballot? Validate(
        BallotSubmission submission, UnitDirectory units, ICollection<Problem> problems, BallotTiming? timing,
        UnitHistory? history = null)
    {
        ArgumentNullException.ThrowIfNull(submission);
        ArgumentNullException.ThrowIfNull(units);
        ArgumentNullException.ThrowIfNull(problems);
        int before = problems.Count;

        Guid id = ReadId(submission.Id, problems);
        CollectionMode mode = ReadWord<CollectionMode>("mode", submission.Mode, BallotNames.TryMode, BallotNames.ModeNames,
            ProblemCodes.ModeUnknown, problems);
        SelectionBasis basis = ReadWord<SelectionBasis>("basis", submission.Basis, BallotNames.TryBasis, BallotNames.BasisNames,
            ProblemCodes.BasisUnknown, problems);
        DateTimeOffset started = ReadTime("startedAt", submission.StartedAt, problems);
        DateTimeOffset completed = ReadTime("completedAt", submission.CompletedAt, problems);
        if (completed < started && completed != default)
        {
            problems.Add(new Problem(ProblemCodes.TimesReversed, "completedAt", submission.CompletedAt, submission.StartedAt));
        }

        CheckCodes(submission, problems);
        var ofLayout = new List<Problem>();
        AnswerLayout? layout = ReadLayout(submission, ofLayout);
        string? unitCode = ReadUnit(submission.Unit, completed == default ? null : DayOf(layout, completed, timing), units, history,
            problems);
        ofLayout.ForEach(problems.Add);
        if (submission.Answers is null)
        {
            problems.Add(new Problem(ProblemCodes.FieldMissing, "answers"));
        }

        byte[]? codes = layout is not null && submission.Answers is not null ? ReadAnswers(layout, submission.Answers, problems) : null;
        ReadOnlyMemory<byte> salt = ReadSalt(submission.Salt, problems);
        IReadOnlyList<AnswerValue> values = layout is not null ? ReadValues(layout, submission.Values ?? [], codes, problems) : [];
        return problems.Count > before
            ? null
            : new Ballot
            {
                Header = BallotHeader.Of(new StatedCodes(submission), (id, null), (layout!.PackId, layout!.QuestionnaireVersion),
                    unitCode!, mode, basis, (started, completed)),
                Layout = layout!,
                Codes = codes,
                Values = values,
                Salt = salt,
            };
    }

    private delegate bool TryWord<T>(string word, out T value);

    private static T ReadWord<T>(string place, string? word, TryWord<T> read, IReadOnlyCollection<string> words, string code,
        ICollection<Problem> problems)
        where T : struct
    {
        if (word is null)
        {
            problems.Add(new Problem(ProblemCodes.FieldMissing, place));
            return default;
        }

        if (!read(word, out T value))
        {
            problems.Add(new Problem(code, place, word, string.Join(", ", words)));
        }

        return value;
    }

    private static byte[] ReadSalt(string? text, ICollection<Problem> problems)
    {
        if (text is null)
        {
            return [];
        }

        try
        {
            if (Base64Text.Decode(text) is { Length: ValueSealer.SenderSaltLength } salt)
            {
                return salt;
            }
        }
        catch (FormatException)
        {
            // Reported below, without the salt itself.
        }

        problems.Add(new Problem(ProblemCodes.FieldType, "salt", "—", "32 byte, base64url"));
        return [];
    }

    private static Guid ReadId(string? text, ICollection<Problem> problems)
    {
        if (text is null)
        {
            problems.Add(new Problem(ProblemCodes.FieldMissing, "id"));
            return default;
        }

        if (!Guid.TryParseExact(text, "D", out Guid id) || id == Guid.Empty)
        {
            problems.Add(new Problem(ProblemCodes.IdMalformed, "id", text));
        }

        return id;
    }

    private static DateTimeOffset ReadTime(string place, string? text, ICollection<Problem> problems)
    {
        if (text is null)
        {
            problems.Add(new Problem(ProblemCodes.FieldMissing, place));
            return default;
        }

        return Iso8601.TryRead(text, out DateTimeOffset time) ? time : Fail();

        DateTimeOffset Fail()
        {
            problems.Add(new Problem(ProblemCodes.TimeMalformed, place, text, TimeFormat));
            return default;
        }
    }

    private static void CheckCodes(BallotSubmission submission, ICollection<Problem> problems)
    {
        foreach (BallotField field in BallotFields.Codes)
        {
            if (field.Stated?.Invoke(submission) is { } text && !CodeText.IsWellFormed(text))
            {
                problems.Add(new Problem(ProblemCodes.CodeMalformed, field.JsonName, text, CodeText.Allowed));
            }
        }
    }

    private DateOnly DayOf(AnswerLayout? layout, DateTimeOffset completed, BallotTiming? timing) =>
        timing is { } known ? CountingDay.Of(completed, known, RuleOf(layout)) : VietnameseTime.DayOf(completed);

    /// <summary>Returns the collection rule that determines the counting day of a questionnaire's ballots.</summary>
    /// <param name="layout">The questionnaire; null when unknown.</param>
    /// <returns>The rule; null if the pack has none.</returns>
    public CollectionRule? RuleOf(AnswerLayout? layout) => layout is null ? null : _packs.Find(layout.PackId)?.Collection;

    private static string? ReadUnit(string? code, DateOnly? day, UnitDirectory units, UnitHistory? history, ICollection<Problem> problems)
    {
        if (code is null)
        {
            problems.Add(new Problem(ProblemCodes.FieldMissing, "unit"));
            return null;
        }

        if (units.Find(code) is not { } unit)
        {
            problems.Add(new Problem(ProblemCodes.UnitUnknown, "unit", code));
        }
        else if (day is { } known && !unit.ExistsOn(known))
        {
            problems.Add(new Problem(
                ProblemCodes.UnitNotValid, "unit", code,
                history?.Units == units ? history.Validity(unit, known) : $"{unit.ValidFrom:O} – {unit.ValidTo:O}"));
        }

        return code;
    }

    private AnswerLayout? ReadLayout(BallotSubmission submission, List<Problem> problems)
    {
        if (submission.Pack is null)
        {
            problems.Add(new Problem(ProblemCodes.FieldMissing, "pack"));
        }

        if (submission.QuestionnaireVersion is null)
        {
            problems.Add(new Problem(ProblemCodes.FieldMissing, "questionnaireVersion"));
        }

        if (submission.Pack is null || submission.QuestionnaireVersion is null)
        {
            return null;
        }

        if (_packs.Find(submission.Pack) is not { } pack)
        {
            problems.Add(new Problem(ProblemCodes.BallotPackUnknown, "pack", submission.Pack,
                string.Join(", ", _packs.Packs.Select(p => p.Id))));
            return null;
        }

        if (_packs.FindLayout(pack.Id, submission.QuestionnaireVersion) is not { } layout)
        {
            problems.Add(new Problem(ProblemCodes.QuestionnaireUnknown, "questionnaireVersion", submission.QuestionnaireVersion,
                string.Join(", ", pack.Questionnaires.Select(q => q.Version))));
            return null;
        }

        return layout;
    }

    /// <summary>Validates the answers only, for files that are scored without being stored.</summary>
    /// <param name="layout">The questionnaire. It must belong to one of the validator's packs.</param>
    /// <param name="answers">The answers as received.</param>
    /// <param name="problems">Receives every problem.</param>
    /// <returns>One code per item in questionnaire order. Undefined when a problem was added.</returns>
    public byte[] ReadAnswers(AnswerLayout layout, IReadOnlyList<RawAnswer> answers, ICollection<Problem> problems)
    {
        ArgumentNullException.ThrowIfNull(layout);
        ArgumentNullException.ThrowIfNull(answers);
        ArgumentNullException.ThrowIfNull(problems);
        byte[] codes = new byte[layout.Items.Count];
        bool[] given = new bool[layout.Items.Count];
        foreach (RawAnswer answer in answers)
        {
            if (layout.Find(answer.ItemCode) is not { } item)
            {
                problems.Add(UnknownItem(layout, answer.ItemCode));
                continue;
            }

            given[item.Index] = true;
            codes[item.Index] = ReadAnswer(item, answer, problems);
        }

        foreach (ItemLayout item in layout.Items.Where(item => item.Item.Required && !given[item.Index]))
        {
            problems.Add(new Problem(ProblemCodes.ItemMissing, item.Item.Code));
        }

        // Soft checks are reported for manual review; they do not reject a ballot.
        foreach (Problem finding in FlowOf(layout).Check(codes).Where(finding => finding.Severity == ProblemSeverity.Error))
        {
            problems.Add(finding);
        }

        return codes;
    }

    private Problem UnknownItem(AnswerLayout layout, string itemCode)
    {
        string[] others = [.. _packs.Find(layout.PackId)!.Questionnaires
            .Where(questionnaire => questionnaire.Items.Any(item => item.Code == itemCode))
            .Select(questionnaire => questionnaire.Version)];
        return others.Length == 0
            ? new Problem(ProblemCodes.ItemUnknown, itemCode, itemCode)
            : new Problem(ProblemCodes.ItemOfOtherVersion, itemCode, itemCode, string.Join(", ", others));
    }

    private static byte ReadAnswer(ItemLayout item, RawAnswer answer, ICollection<Problem> problems)
    {
        string? problem = answer.Kind switch
        {
            RawAnswerKind.Whole when answer.Number == 0 => ProblemCodes.LevelZero,
            RawAnswerKind.Whole when answer.Number < 0 => ProblemCodes.LevelNegative,
            RawAnswerKind.Whole when answer.Number > item.LevelCount => ProblemCodes.LevelAbove,
            RawAnswerKind.Whole => null,
            RawAnswerKind.Fraction => ProblemCodes.LevelFraction,
            RawAnswerKind.Null => ProblemCodes.AnswerNull,
            RawAnswerKind.Other => ProblemCodes.AnswerType,
            _ => TextProblem(),
        };
        if (problem is not null)
        {
            string levels = string.Create(CultureInfo.InvariantCulture, $"1–{item.LevelCount}");
            problems.Add(new Problem(problem, item.Item.Code, answer.Text,
                answer.Kind is RawAnswerKind.Whole or RawAnswerKind.Fraction ? levels : $"{levels}, {Offered(item)}"));
            return 0;
        }

        if (answer.Kind == RawAnswerKind.Whole)
        {
            return item.CodeOfLevel((int)answer.Number);
        }

        BallotNames.TrySpecial(answer.Text, out SpecialAnswer special);
        item.TryCodeOfSpecial(special, out byte code);
        return code;

        string? TextProblem() =>
            BallotNames.TrySpecial(answer.Text, out SpecialAnswer word)
            ? item.TryCodeOfSpecial(word, out _) ? null : ProblemCodes.SpecialNotOffered
            : double.TryParse(answer.Text, NumberStyles.Float, CultureInfo.InvariantCulture, out _) ? ProblemCodes.LevelText
            : ProblemCodes.SpecialUnknown;
    }

    private static string Offered(ItemLayout item) =>
        string.Join(", ", item.Scale.Special.Select(special => $"\"{BallotNames.Of(special.Answer)}\"")
            .Prepend($"\"{BallotNames.Of(SpecialAnswer.NoAnswer)}\""));

    private readonly struct StatedCodes(BallotSubmission submission) : IBallotCodes
    {
        public string? CodeOf(BallotField field) => field.CodeOf(submission);
    }
}
