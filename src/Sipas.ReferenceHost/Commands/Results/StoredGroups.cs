using Sipas.Reporting;

namespace Sipas.ReferenceHost.Commands.Results;

/// <summary>The groups of a store's ballots.</summary>
/// <param name="Groups">The groups that are shown.</param>
/// <param name="Withheld">The withheld groups.</param>
/// <param name="Closings">The closed surveys that contain ballots of the questionnaire.</param>
/// <param name="Filter">The filter of the counted ballots; null for all.</param>
internal sealed record StoredGroups(
    IReadOnlyList<ScoredGroup> Groups, IReadOnlyList<WithheldGroup> Withheld, IReadOnlyList<ClosedSurvey> Closings,
        IReadOnlyDictionary<string, string>? Filter);
