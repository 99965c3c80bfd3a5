using Sipas.Ballots;
using Sipas.Counting;
using Sipas.Mathematics;
using Sipas.Packs;
using Sipas.Scoring;

namespace Sipas.Reporting;

/// <summary>Creates published figures from exact scores. Shares are converted to percentages only here.</summary>
internal static class Figures
{
    /// <summary>Creates the figures of a group.</summary>
    /// <param name="card">Its scores.</param>
    /// <param name="group">The common value of the group; null for all ballots.</param>
    /// <param name="basis">Its selection basis; null when unknown.</param>
    public static GroupScores Of(ScoreCard card, string? group = null, SelectionBasis? basis = null)
    {
        ArgumentNullException.ThrowIfNull(card);
        RoundingRule rounding = card.Pack.Rules.Rounding;
        NodeScore[] nodes = [.. card.Overall.SelfAndDescendants()];
        return new GroupScores
        {
            Group = group,
            Basis = basis is { } known ? BallotNames.Of(known) : null,
            Ballots = card.BallotCount,
            Overall = Of(card.Overall, rounding),
            Domains = [.. nodes.Where(node => node.Node.Kind == IndexNodeKind.Domain).Select(node => Of(node, rounding))],
            Criteria = [.. nodes.Where(node => node.Node.Kind == IndexNodeKind.Criterion).Select(node => Of(node, rounding))],
            Items = [.. card.Items.Where(item => item.IsScored).Select(item => Of(item, rounding))],
            Questions = card.Pack.FindQuestionnaire(card.Tally.Layout.QuestionnaireVersion) is { } questionnaire
                ? [.. QuestionScorer.Score(questionnaire, card.Tally).Select(question => QuestionFigure.Of(question, rounding))]
                : [],
            Targets = [.. card.Pack.Targets.Select(target => TargetFigure.Of(target, nodes, rounding))],
            Class = PointsClass.Of(card.Pack, card.Overall)?.Text,
        };
    }

    /// <summary>Creates the figures of a group, with and without its flagged ballots.</summary>
    /// <param name="pack">The pack.</param>
    /// <param name="all">Counts of all ballots of the group.</param>
    /// <param name="flagged">Counts of the flagged ballots among them; null when flags were not evaluated.</param>
    /// <param name="group">The common value of the group; null for all ballots.</param>
    /// <param name="basis">Its selection basis; null when unknown.</param>
    /// <exception cref="ArgumentException">A flagged ballot is not among all.</exception>
    public static GroupScores Of(MethodPack pack, AnswerTally all, AnswerTally? flagged, string? group = null, SelectionBasis? basis = null)
    {
        ArgumentNullException.ThrowIfNull(all);
        GroupScores scores = Of(Scorer.Score(pack, all), group, basis);
        if (flagged is not { BallotCount: > 0 })
        {
            return scores;
        }

        AnswerTally rest = all.Without(flagged);
        return scores with
        {
            WithoutFlagged = new UnflaggedFigures
            {
                Flagged = flagged.BallotCount,
                Ballots = rest.BallotCount,
                Overall = OverallOf(Scorer.Score(pack, rest)),
            },
        };
    }

    /// <summary>Creates the overall figure of a group.</summary>
    internal static Figure OverallOf(ScoreCard card) => Of(card.Overall, card.Pack.Rules.Rounding);

    /// <summary>Returns the overall index of a group in percent; null when it is not computable.</summary>
    internal static decimal? PercentOf(ScoreCard card) => Percent(card.Overall.Score.Share, card.Pack.Rules.Rounding);

    /// <summary>Converts a share to percent with a pack's rounding.</summary>
    /// <param name="share">The share; null stays null.</param>
    /// <param name="rounding">The rule.</param>
    public static decimal? Percent(ExactShare? share, RoundingRule rounding)
    {
        ArgumentNullException.ThrowIfNull(rounding);
        return share?.ToPercent(rounding.Decimals, rounding.Midpoint);
    }

    /// <summary>Converts an estimated share, limit or margin to percent, with all decimals of a pack's rounding.</summary>
    /// <param name="share">A share, or the width of an interval.</param>
    /// <param name="rounding">The rule, for its decimals and midpoint.</param>
    public static decimal Percent(double share, RoundingRule rounding)
    {
        ArgumentNullException.ThrowIfNull(rounding);
        return RoundedPercent.Of(share, rounding.Decimals, rounding.Midpoint);
    }

    /// <summary>Converts a share to percent, without trailing zeros.</summary>
    /// <param name="share">A share, or the width of an interval.</param>
    /// <param name="decimals">Maximum number of decimals, 0 to 4.</param>
    /// <param name="midpoint">Rounding of midpoints.</param>
    public static decimal Percent(double share, int decimals, MidpointRule midpoint) => decimal.Round(
        (decimal)share * 100, decimals, midpoint == MidpointRule.ToEven ? MidpointRounding.ToEven : MidpointRounding.AwayFromZero);

    private static Figure Of(NodeScore node, RoundingRule rounding) => new()
    {
        Code = node.Node.Code,
        Text = node.Node.Text,
        Rule = node.Score.Rule,
        Points = node.Score.Points?.ToDecimal(rounding.Decimals, rounding.Midpoint),
        Percent = Percent(node.Score.Share, rounding),
        NotComputable = Reason(node.Score),
        Satisfied = node.Score.Counts.Satisfied,
        Valid = node.Score.Counts.Valid,
        NoAnswer = node.Score.Counts.NoAnswer,
        Special = node.Score.Counts.Special,
        NotApplicable = node.Score.Counts.NotApplicable,
        Denominator = node.Score.Denominator,
        MeanLevel = node.Score.MeanLevel?.ToDecimal(rounding.Decimals, rounding.Midpoint),
        CoveragePercent = Percent(node.Score.Counts.Coverage, rounding),
    };

    private static ItemFigure Of(ItemScore item, RoundingRule rounding) => new()
    {
        Code = item.Item.Item.Code,
        Text = item.Item.Item.Text,
        Percent = Percent(item.Score.Share, rounding),
        NotComputable = Reason(item.Score),
        Satisfied = item.Score.Counts.Satisfied,
        Valid = item.Score.Counts.Valid,
        NoAnswer = item.Score.Counts.NoAnswer,
        Special = item.Score.Counts.Special,
        NotApplicable = item.Score.Counts.NotApplicable,
        Denominator = item.Score.Denominator,
        MeanLevel = item.Score.MeanLevel?.ToDecimal(rounding.Decimals, rounding.Midpoint),
        CoveragePercent = Percent(item.Score.Counts.Coverage, rounding),
        Levels = Enumerable.Range(1, item.Item.LevelCount).ToDictionary(
            level => level.ToString(System.Globalization.CultureInfo.InvariantCulture), level => item.CodeCounts[level],
                StringComparer.Ordinal),
        SpecialAnswers = item.Item.Scale.Special.Select((special, i) => (special, i)).ToDictionary(
            pair => BallotNames.Of(pair.special.Answer), pair => item.CodeCounts[1 + item.Item.LevelCount + pair.i],
                StringComparer.Ordinal),
    };

    private static NotComputable? Reason(Score score) => score.Reason == NotComputable.None ? null : score.Reason;
}
