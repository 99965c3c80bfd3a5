using System.Globalization;
using Sipas.Ballots;
using Sipas.Packs;

namespace Sipas.Alerts;

/// <summary>Detects low ratings in the log, in log order. The same log produces the same alerts with the same ids.</summary>
/// <param name="rules">Rules for low ratings.</param>
/// <param name="packs">The questionnaires; ballots of others are skipped.</param>
internal sealed class LowRatingDetector(LowRatingRules rules, MethodPackRegistry packs)
{
    private readonly Dictionary<string, UnitWindow> _windows = new(StringComparer.Ordinal);

    /// <summary>Examines the next ballot of the log.</summary>
    /// <param name="ballot">The ballot. Late ballots are skipped, and so are corrections, because they are no new rating.</param>
    /// <returns>Zero, one or two alerts: of the ballot, then of its unit's rate.</returns>
    public IReadOnlyList<LowRatingAlert> Observe(StoredBallot ballot)
    {
        ArgumentNullException.ThrowIfNull(ballot);
        if (ballot.Late || ballot.Replaces is not null || packs.FindLayout(ballot.PackId, ballot.QuestionnaireVersion) is not { } layout)
        {
            return [];
        }

        LowAnswer[] answers = [.. layout.Items.Where(item => item.Index < ballot.Answers.Length && IsLow(item, ballot.Answers[item.Index]))
            .Select(item => new LowAnswer(item.Item.Code, ballot.Answers[item.Index] - '0'))];
        bool low = answers.Length >= rules.LowAnswers;
        var alerts = new List<LowRatingAlert>(2);
        var at = new DateTimeOffset(ballot.ReceivedAt.UtcTicks - (ballot.ReceivedAt.UtcTicks % TimeSpan.TicksPerMinute), TimeSpan.Zero);
        if (low)
        {
            alerts.Add(new LowRatingAlert
            {
                Id = string.Create(CultureInfo.InvariantCulture, $"low-{ballot.Sequence}"),
                Kind = LowRatingAlertKind.LowRating,
                Unit = ballot.UnitCode,
                Procedure = ballot.ProcedureCode,
                Pack = ballot.PackId,
                At = at,
                Answers = answers,
            });
        }

        if (!_windows.TryGetValue(ballot.UnitCode, out UnitWindow? window))
        {
            _windows.Add(ballot.UnitCode, window = new UnitWindow());
        }

        window.Add(low, rules.RateBallots);
        bool alert = window.Count >= rules.MinimumBallots && window.LowCount >= rules.RateShare * window.Count;
        if (alert && !window.Alerted)
        {
            alerts.Add(new LowRatingAlert
            {
                Id = string.Create(CultureInfo.InvariantCulture, $"rate-{ballot.Sequence}"),
                Kind = LowRatingAlertKind.LowRate,
                Unit = ballot.UnitCode,
                Pack = ballot.PackId,
                At = at,
                BallotCount = window.Count,
                LowCount = window.LowCount,
            });
        }

        window.Alerted = alert;
        return alerts;
    }

    private bool IsLow(ItemLayout item, char answer) => char.IsAsciiDigit(answer) && rules.IsLow(item.Scale, answer - '0');

    private sealed class UnitWindow
    {
        private readonly Queue<bool> _low = [];

        public int Count => _low.Count;

        public int LowCount { get; private set; }

        public bool Alerted { get; set; }

        public void Add(bool low, int maximum)
        {
            _low.Enqueue(low);
            LowCount += low ? 1 : 0;
            if (_low.Count > maximum && _low.Dequeue())
            {
                LowCount--;
            }
        }
    }
}
