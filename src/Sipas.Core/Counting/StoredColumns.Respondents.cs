using Sipas.Ballots;
using Sipas.Packs;
using Sipas.Problems;

namespace Sipas.Counting;

internal sealed partial class StoredColumns
{
    /// <summary>Counts the ballots that a filter admits by their answer to one item, for example a question about the respondent.</summary>
    /// <param name="layout">The questionnaire.</param>
    /// <param name="filter">The filter.</param>
    /// <param name="itemCode">The item.</param>
    /// <param name="options">Execution options; null for one thread.</param>
    /// <returns>A tally for each code of the item, starting with 0 (blank). Every ballot is in exactly one of them.</returns>
    /// <exception cref="SipasException">
    /// The filter names a procedure that is not distinguished, or an item is named that the questionnaire does not
    /// contain.
    /// </exception>
    public IReadOnlyList<AnswerTally> ByAnswer(AnswerLayout layout, StoredBallotFilter filter, string itemCode,
        QueryOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(layout);
        return By(layout, filter, CubeAxis.Answer(IndexOf(itemCode, layout)), options);
    }

    /// <summary>Counts the ballots that a filter admits by channel.</summary>
    /// <param name="layout">The questionnaire.</param>
    /// <param name="filter">The filter.</param>
    /// <param name="options">Execution options; null for one thread.</param>
    /// <returns>A tally for each <see cref="CollectionChannel"/>, by its value. Every ballot is in exactly one of them.</returns>
    /// <exception cref="SipasException">
    /// The filter names a procedure that is not distinguished, or an item that the questionnaire does not contain.
    /// </exception>
    public IReadOnlyList<AnswerTally> ByChannel(AnswerLayout layout, StoredBallotFilter filter, QueryOptions? options = null) =>
        By(layout, filter, CubeAxis.Attribute(ChannelAttribute), options);

    /// <summary>Counts the ballots that a filter admits by unit and by their answer to one item. Reads no other answer.</summary>
    /// <param name="layout">The questionnaire.</param>
    /// <param name="filter">The filter.</param>
    /// <param name="itemCode">The item.</param>
    /// <param name="options">Execution options; null for one thread.</param>
    /// <returns>For each unit with at least one such ballot, a count for each code of the item, starting with 0 (blank).</returns>
    /// <exception cref="SipasException">
    /// The filter names a procedure that is not distinguished, or an item is named that the questionnaire does not
    /// contain.
    /// </exception>
    public IReadOnlyDictionary<string, IReadOnlyList<long>> BallotsByAnswer(
        AnswerLayout layout, StoredBallotFilter filter, string itemCode, QueryOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(layout);
        return BallotsBy(layout, filter, CubeAxis.Answer(IndexOf(itemCode, layout)), options);
    }

    /// <summary>Counts the ballots that a filter admits by unit and channel. Reads only the answers that the filter names.</summary>
    /// <param name="layout">The questionnaire.</param>
    /// <param name="filter">The filter.</param>
    /// <param name="options">Execution options; null for one thread.</param>
    /// <returns>
    /// For each unit with at least one such ballot, a count for each <see cref="CollectionChannel"/>, by its
    /// value.
    /// </returns>
    /// <exception cref="SipasException">
    /// The filter names a procedure that is not distinguished, or an item that the questionnaire does not contain.
    /// </exception>
    public IReadOnlyDictionary<string, IReadOnlyList<long>> BallotsByChannel(
        AnswerLayout layout, StoredBallotFilter filter, QueryOptions? options = null) =>
        BallotsBy(layout, filter, CubeAxis.Attribute(ChannelAttribute), options);

    /// <summary>Counts the ballots that a filter admits by unit and collection mode.</summary>
    internal IReadOnlyDictionary<string, IReadOnlyList<long>> BallotsByMode(
        AnswerLayout layout, StoredBallotFilter filter, QueryOptions? options) => BallotsBy(layout, filter, CubeAxis.Mode, options);

    /// <summary>Counts the ballots that a filter admits by unit and by the position of their procedure.</summary>
    internal IReadOnlyDictionary<string, IReadOnlyList<long>> BallotsByProcedure(
        AnswerLayout layout, StoredBallotFilter filter, QueryOptions? options) =>
        BallotsBy(layout, filter, CubeAxis.ProcedureField, options);

    /// <summary>Returns the positions of procedures; a procedure without ballots has none.</summary>
    internal IReadOnlyCollection<int> PositionsOf(IReadOnlyCollection<string> procedures) => _held.PositionsOf(procedures);

    private AnswerTally[] By(AnswerLayout layout, StoredBallotFilter filter, CubeAxis axis, QueryOptions? options)
    {
        ArgumentNullException.ThrowIfNull(filter);
        Held held = _held;
        HistogramCube cube = held.SnapshotOf(layout).Histogram(held.Compile(filter, layout), axis, perUnit: false, options);
        return [.. Enumerable.Range(0, cube.AxisLength).Select(code => cube.Tally(0, code))];
    }

    private Dictionary<string, IReadOnlyList<long>> BallotsBy(
        AnswerLayout layout, StoredBallotFilter filter, CubeAxis axis, QueryOptions? options)
    {
        ArgumentNullException.ThrowIfNull(filter);
        Held held = _held;
        BallotCounts found = held.SnapshotOf(layout).CountBallots(held.Compile(filter, layout), axis, options: options);
        var counts = new Dictionary<string, IReadOnlyList<long>>(StringComparer.Ordinal);
        foreach ((string unit, int position) in held.Units)
        {
            if (position >= found.UnitCount)
            {
                continue;
            }

            ReadOnlySpan<long> ballots = found.OfUnit(position);
            if (ballots.ContainsAnyExcept(0L))
            {
                counts.Add(unit, ballots.ToArray());
            }
        }

        return counts;
    }

    private static int IndexOf(string itemCode, AnswerLayout layout) => layout.Find(itemCode)?.Index
        ?? throw new SipasException(
            new Problem(ProblemCodes.QueryValue, "respondent", itemCode, string.Join(", ", layout.Items.Select(item => item.Item.Code))));
}
