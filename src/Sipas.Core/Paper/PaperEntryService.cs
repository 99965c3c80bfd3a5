using System.Globalization;
using Sipas.Audit;
using Sipas.Ballots;
using Sipas.Common;
using Sipas.Fieldwork;
using Sipas.Intake;
using Sipas.Packs;
using Sipas.Problems;
using Sipas.Surveys;
using Sipas.Tickets;

namespace Sipas.Paper;

/// <summary>Service for entering paper ballots: batches are opened, keyed twice, compared, resolved, and appended once.</summary>
/// <param name="intake">Receives the accepted ballots.</param>
/// <param name="paper">Store of the batches until they are accepted.</param>
/// <param name="state">Packs and units.</param>
/// <param name="keys">Keys that protect the stored numbers and answers of sheets.</param>
/// <param name="issued">The issued numbers; null if field logs are stored elsewhere.</param>
/// <remarks>
/// The store contains neither numbers nor answers of sheets in plain text: without the keys, its files do not reveal
/// the ballot of a printed number.
/// </remarks>
internal sealed class PaperEntryService(BallotIntake intake, IPaperStore paper, SurveyState state, StoreKeys keys,
    IssuedNumbers? issued = null)
{
    private const int LongestReason = 500;
    private const int LongestName = 100;

    /// <summary>Opens a batch.</summary>
    /// <param name="batch">The batch; the acting person is <see cref="AuditActor.Current"/>.</param>
    /// <param name="cancellationToken">Cancels before the commit.</param>
    /// <returns>Every reason why it was not opened; empty when it was.</returns>
    public async Task<IReadOnlyList<Problem>> OpenAsync(PaperBatch batch, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(batch);
        var problems = new List<Problem>();
        if (!CodeText.IsWellFormed(batch.Code))
        {
            problems.Add(new Problem(ProblemCodes.CodeMalformed, "batch", batch.Code, CodeText.Allowed));
        }

        if (batch.SheetCount is < 1 or > PaperBatch.MaximumSheets)
        {
            problems.Add(new Problem(ProblemCodes.BatchSheets, "sheets", Show(batch.SheetCount), Show(PaperBatch.MaximumSheets)));
        }

        if (state.Packs.FindLayout(batch.PackId, batch.QuestionnaireVersion) is not { } layout)
        {
            problems.Add(new Problem(ProblemCodes.QuestionnaireUnknown, "questionnaireVersion",
                $"{batch.PackId}/{batch.QuestionnaireVersion}",
                string.Join(", ", state.Packs.Layouts.Select(known => $"{known.PackId}/{known.QuestionnaireVersion}"))));
        }
        else
        {
            // Validates unit, day and procedure with a sheet without answers; problems about its missing answers are ignored.
            problems.AddRange(intake.Check(
                [Submission(batch, BallotNumber.FromName(batch.Code), new string('-', layout.Items.Count), layout)], cancellationToken)
                .Select(problem => problem.Problem)
                .Where(problem => problem.Code.StartsWith("BAL01", StringComparison.Ordinal)));
        }

        if (problems.Count == 0 && !await paper.OpenBatchAsync(batch with { OpenedBy = AuditActor.Current }, cancellationToken)
            .ConfigureAwait(false))
        {
            problems.Add(new Problem(ProblemCodes.BatchTwice, "batch", batch.Code));
        }

        return problems;
    }

    /// <summary>Finds a batch with its sheets compared; null when there is none with this code.</summary>
    /// <param name="code">Code of the batch.</param>
    /// <param name="cancellationToken">Cancels.</param>
    public async Task<PaperComparison?> FindAsync(string code, CancellationToken cancellationToken) =>
        (await paper.ReadBatchesAsync(cancellationToken).ConfigureAwait(false)).FirstOrDefault(batch => batch.Code == code) is { } batch
        && state.Packs.FindLayout(batch.PackId, batch.QuestionnaireVersion) is { } layout
            ? new PaperComparison(batch, await ReadEntriesAsync(code, cancellationToken).ConfigureAwait(false), layout)
            : null;

    /// <summary>Stores one keyed sheet. The keying person is <see cref="AuditActor.Current"/>.</summary>
    /// <param name="batchCode">Code of the batch.</param>
    /// <param name="number">The number printed on the sheet.</param>
    /// <param name="pass">The keying pass.</param>
    /// <param name="answers">
    /// Answers by item: a level, the wire name of a special answer, or nothing for a blank. Missing items are blank.
    /// </param>
    /// <param name="cancellationToken">Cancels before the commit.</param>
    /// <returns>Every reason why it was not stored; empty when it was.</returns>
    public async Task<IReadOnlyList<Problem>> KeyAsync(
        string batchCode, string number, KeyingPass pass, IReadOnlyDictionary<string, string> answers, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(answers);
        if (await FindAsync(batchCode, cancellationToken).ConfigureAwait(false) is not { } comparison)
        {
            return [new Problem(ProblemCodes.BatchUnknown, "batch", batchCode)];
        }

        PaperBatch batch = comparison.Batch;
        AnswerLayout layout = state.Packs.FindLayout(batch.PackId, batch.QuestionnaireVersion)!;
        PaperSheet? sheet = comparison.Sheets.FirstOrDefault(known => known.BallotNumber == number);
        var problems = new List<Problem>();
        if (!CodeText.IsWellFormed(number))
        {
            problems.Add(new Problem(ProblemCodes.CodeMalformed, "number", number, CodeText.Allowed));
        }
        else
        {
            problems.AddRange((await CheckNumbersAsync(batch, [number], cancellationToken).ConfigureAwait(false))
                .Where(problem => problem.Severity == ProblemSeverity.Error));
        }

        if (batch.AcceptedAt is not null)
        {
            problems.Add(new Problem(ProblemCodes.BatchAccepted, "batch", batchCode));
        }

        if (sheet is null && comparison.Sheets.Count >= batch.SheetCount)
        {
            problems.Add(new Problem(ProblemCodes.BatchTotal, batchCode, Show(comparison.Sheets.Count + 1), Show(batch.SheetCount)));
        }

        PaperEntry? other = pass switch { KeyingPass.First => sheet?.Second, KeyingPass.Second => sheet?.First, _ => null };
        if (other?.KeyedBy is { } keyer && AuditActor.AreSame(keyer, AuditActor.Current))
        {
            problems.Add(new Problem(ProblemCodes.SecondKeyerIsFirst, number, keyer));
        }

        if (pass == KeyingPass.Decision && sheet is not { Differences.Count: > 0 })
        {
            problems.Add(new Problem(ProblemCodes.NothingToDecide, number));
        }

        string characters = Characters(layout, answers, problems);
        var entry = new PaperEntry(batchCode, number, pass, characters, AuditActor.Current, default, AuditActor.IsAccount);
        if (problems.Count == 0 && !await paper.SaveEntryAsync(
            SheetSeal.Seal(await keys.OpenAsync(cancellationToken).ConfigureAwait(false), batch, entry), cancellationToken)
            .ConfigureAwait(false))
        {
            problems.Add(new Problem(ProblemCodes.BatchAccepted, "batch", batchCode));
        }

        return problems;
    }

    /// <summary>Checks the numbers of sheets: the check digit, and for a batch of sampled people the issued numbers.</summary>
    /// <param name="batch">The batch.</param>
    /// <param name="numbers">The numbers.</param>
    /// <param name="cancellationToken">Cancels.</param>
    /// <returns>
    /// Errors: a wrong check digit (<c>PPR0110</c>), a number of another unit (<c>PPR0111</c>), a number never issued
    /// (<c>PPR0112</c>). A warning if the issued numbers are unknown (<c>PPR0115</c>).
    /// </returns>
    public async Task<IReadOnlyList<Problem>> CheckNumbersAsync(
        PaperBatch batch, IReadOnlyList<string> numbers, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(batch);
        ArgumentNullException.ThrowIfNull(numbers);
        var problems = numbers.Where(PrintedNumber.IsSlip).Select(number => new Problem(ProblemCodes.NumberSlip, "number", number))
            .ToList();
        if (batch.Basis == SelectionBasis.Sampled)
        {
            problems.AddRange(issued is null
                ? numbers.Where(number => PrintedNumber.TryRead(number, out _)).Take(1)
                    .Select(_ => new Problem(ProblemCodes.NumbersUnknown, "number", batch.PackId) { Severity = ProblemSeverity.Warning })
                : (await issued.CheckAsync(batch.PackId, [.. numbers.Select(number => ("number", number, batch.UnitCode))],
                    cancellationToken)
                    .ConfigureAwait(false)).Select(found => found.Problem));
        }

        return problems;
    }

    /// <summary>
    /// Removes a sheet with all its entries from a batch that is not accepted. The acting person is
    /// <see cref="AuditActor.Current"/>.
    /// </summary>
    /// <param name="batchCode">Code of the batch.</param>
    /// <param name="number">The number under which the sheet was keyed.</param>
    /// <param name="reason">The reason: 1 to 500 characters.</param>
    /// <param name="cancellationToken">Cancels before the commit.</param>
    /// <returns>The problems that prevented the withdrawal; empty if the sheet was withdrawn.</returns>
    public async Task<IReadOnlyList<Problem>> WithdrawAsync(
        string batchCode, string number, string reason, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(number);
        ArgumentNullException.ThrowIfNull(reason);
        if (await FindAsync(batchCode, cancellationToken).ConfigureAwait(false) is not { } comparison)
        {
            return [new Problem(ProblemCodes.BatchUnknown, "batch", batchCode)];
        }

        var problems = new List<Problem>();
        if (comparison.Batch.AcceptedAt is not null)
        {
            problems.Add(new Problem(ProblemCodes.BatchAccepted, "batch", batchCode));
        }
        else if (comparison.Sheets.All(sheet => sheet.BallotNumber != number))
        {
            problems.Add(new Problem(ProblemCodes.SheetUnknown, "number", number));
        }

        string why = reason.Trim();
        if (why.Length is 0 or > LongestReason)
        {
            problems.Add(new Problem(ProblemCodes.WithdrawalReason, "reason", why.Length == 0 ? null : Show(why.Length),
                Show(LongestReason)));
        }

        if (problems.Count == 0 && !await paper.WithdrawSheetAsync(
            batchCode, SheetSeal.NumberOf((await keys.OpenAsync(cancellationToken).ConfigureAwait(false)).Numbers, comparison.Batch,
                number), number, why, cancellationToken).ConfigureAwait(false))
        {
            problems.Add(new Problem(ProblemCodes.BatchAccepted, "batch", batchCode));
        }

        return problems;
    }

    /// <summary>Records a handover of a batch.</summary>
    /// <param name="handover">The handover: giver and receiver. The recording person is <see cref="AuditActor.Current"/>.</param>
    /// <param name="cancellationToken">Cancels before the commit.</param>
    /// <returns>Every reason why it was not recorded; empty when it was.</returns>
    public async Task<IReadOnlyList<Problem>> HandOverAsync(PaperHandover handover, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(handover);
        var problems = new List<Problem>();
        if (await FindAsync(handover.BatchCode, cancellationToken).ConfigureAwait(false) is null)
        {
            problems.Add(new Problem(ProblemCodes.BatchUnknown, "batch", handover.BatchCode));
        }

        if (handover.From.Trim().Length is 0 or > LongestName || handover.To.Trim().Length is 0 or > LongestName)
        {
            problems.Add(new Problem(ProblemCodes.HandoverName, "from, to", $"{handover.From} → {handover.To}", Show(LongestName)));
        }

        if (handover.SheetCount is < 0 or > PaperBatch.MaximumSheets)
        {
            problems.Add(new Problem(ProblemCodes.BatchSheets, "sheets", Show(handover.SheetCount), Show(PaperBatch.MaximumSheets)));
        }

        if (problems.Count == 0)
        {
            await paper.AppendHandoverAsync(
                handover with { From = handover.From.Trim(), To = handover.To.Trim(), RecordedBy = AuditActor.Current }, cancellationToken)
                .ConfigureAwait(false);
        }

        return problems;
    }

    /// <summary>
    /// Appends the ballots of a batch, all or none, and closes it. Repeating the call after an interruption appends
    /// nothing twice, because the id of a ballot is derived from the number of its sheet.
    /// </summary>
    /// <param name="code">Code of the batch; the accepting person is <see cref="AuditActor.Current"/>.</param>
    /// <param name="cancellationToken">Cancels before the commit.</param>
    /// <returns>Every reason why it was not accepted, with its sheet; empty when it was.</returns>
    public async Task<IReadOnlyList<Problem>> AcceptAsync(string code, CancellationToken cancellationToken)
    {
        if (await FindAsync(code, cancellationToken).ConfigureAwait(false) is not { } comparison)
        {
            return [new Problem(ProblemCodes.BatchUnknown, "batch", code)];
        }

        PaperBatch batch = comparison.Batch;
        if (batch.AcceptedAt is not null)
        {
            return [new Problem(ProblemCodes.BatchAccepted, "batch", code)];
        }

        var problems = new List<Problem>();
        if (comparison.Sheets.Count != batch.SheetCount)
        {
            problems.Add(new Problem(ProblemCodes.BatchTotal, code, Show(comparison.Sheets.Count), Show(batch.SheetCount)));
        }

        problems.AddRange(comparison.Open.Select(sheet => new Problem(
            ProblemCodes.SheetOpen, sheet.BallotNumber, sheet.Differences.Count > 0
            ? string.Join(", ", sheet.Differences.Select(difference => difference.ItemCode)) : sheet.First is null ? "1" : "2")));
        if (problems.Count > 0)
        {
            return problems;
        }

        // More numbers may have been issued since a sheet was keyed.
        problems.AddRange((await CheckNumbersAsync(batch, [.. comparison.Sheets.Select(sheet => sheet.BallotNumber)], cancellationToken)
            .ConfigureAwait(false))
            .Where(problem => problem.Severity == ProblemSeverity.Error));
        if (problems.Count > 0)
        {
            return problems;
        }

        AnswerLayout layout = state.Packs.FindLayout(batch.PackId, batch.QuestionnaireVersion)!;
        BallotNumberKey numbers = (await keys.OpenAsync(cancellationToken).ConfigureAwait(false)).Numbers;
        BallotSubmission[] submissions =
            [.. comparison.Sheets.Select(sheet =>
                Submission(batch, numbers.ToId(batch.PackId, batch.UnitCode, sheet.BallotNumber), sheet.Answers!, layout))];
        BatchResult result = await intake.SubmitAllAsync(submissions, cancellationToken).ConfigureAwait(false);
        if (result.Problems.Count > 0)
        {
            return [.. result.Problems
                .Select(problem => problem.Problem
                    with { Place = $"{comparison.Sheets[problem.Index].BallotNumber}: {problem.Problem.Place}" })];
        }

        await paper.CloseBatchAsync(code, AuditActor.Current, cancellationToken).ConfigureAwait(false);
        return [];
    }

    private static string Show(int number) => number.ToString(CultureInfo.InvariantCulture);

    private async Task<IReadOnlyList<PaperEntry>> ReadEntriesAsync(string batchCode, CancellationToken cancellationToken)
    {
        IReadOnlyList<PaperEntry> stored = await paper.ReadEntriesAsync(batchCode, cancellationToken).ConfigureAwait(false);
        if (stored.Count == 0)
        {
            return stored;
        }

        TicketKeyring opened = await keys.OpenAsync(cancellationToken).ConfigureAwait(false);
        return [.. stored.Select(entry => SheetSeal.Open(opened, entry))];
    }

    private static BallotSubmission Submission(PaperBatch batch, Guid id, string answers, AnswerLayout layout)
    {
        string time = $"{batch.Day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)}T00:00:00+07:00";
        byte[] codes = new byte[layout.Items.Count];
        layout.FromCharacters(answers, codes);
        return new BallotSubmission
        {
            Id = id.ToString("D"),
            Pack = batch.PackId,
            QuestionnaireVersion = batch.QuestionnaireVersion,
            Unit = batch.UnitCode,
            Procedure = batch.ProcedureCode,
            Mode = BallotNames.Of(CollectionMode.Paper),
            Basis = BallotNames.Of(batch.Basis),
            StartedAt = time,
            CompletedAt = time,
            Answers = [.. layout.Items.Select(item => Answer(item, codes[item.Index]))],
        };
    }

    private static RawAnswer Answer(ItemLayout item, byte code) => code > 0 && code <= item.LevelCount
        ? new RawAnswer(item.Item.Code, RawAnswerKind.Whole, Show(code), code)
        : new RawAnswer(item.Item.Code, RawAnswerKind.Text,
            BallotNames.Of(code == 0 ? SpecialAnswer.NoAnswer : item.Scale.Special[code - item.LevelCount - 1].Answer));

    // One character per item, checked against the item's scale.
    private static string Characters(AnswerLayout layout, IReadOnlyDictionary<string, string> answers, List<Problem> problems)
    {
        byte[] codes = new byte[layout.Items.Count];
        foreach ((string itemCode, string answer) in answers)
        {
            if (layout.Find(itemCode) is not { } item)
            {
                problems.Add(new Problem(ProblemCodes.ItemUnknown, itemCode, itemCode));
            }
            else if (int.TryParse(answer, NumberStyles.None, CultureInfo.InvariantCulture, out int level) && level >= 1
                && level <= item.LevelCount)
            {
                codes[item.Index] = (byte)level;
            }
            else if (answer.Length > 0
                && !(BallotNames.TrySpecial(answer, out SpecialAnswer special)
                    && (special == SpecialAnswer.NoAnswer || item.TryCodeOfSpecial(special, out codes[item.Index]))))
            {
                problems.Add(new Problem(ProblemCodes.SheetAnswers, itemCode, answer,
                    string.Join(", ", item.Scale.Levels.Select(known => Show(known.Level))
                        .Concat(item.Scale.Special.Select(known => BallotNames.Of(known.Answer))))));
            }
        }

        return layout.ToCharacters(codes);
    }
}
