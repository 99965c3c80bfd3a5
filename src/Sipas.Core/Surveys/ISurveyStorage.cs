using Sipas.Ballots;
using Sipas.Estimation;
using Sipas.Log;
using Sipas.Packs;
using Sipas.Problems;
using Sipas.Units;
using Sipas.Values;

namespace Sipas.Surveys;

/// <summary>The parts of a storage from which a running survey is counted.</summary>
public interface ISurveyStorage
{
    /// <summary>The ballot log: appends, counting, receipts.</summary>
    IBallotStore Ballots { get; }

    /// <summary>Answers to questions with free values, which can be erased.</summary>
    internal IValueStore Values { get; }

    /// <summary>Closed surveys.</summary>
    internal IClosingStore Closings { get; }

    /// <summary>Organisation units over time.</summary>
    IUnitStore Units { get; }

    /// <summary>The notice shown with published figures.</summary>
    internal INoticeStore Notices { get; }

    /// <summary>Sample designs for margins of error.</summary>
    internal ISurveyDesignStore Designs { get; }

    /// <summary>Method packs under which ballots were given.</summary>
    internal IPackStore Packs { get; }

    /// <summary>Opens the storage and upgrades its schema.</summary>
    /// <param name="cancellationToken">Cancels.</param>
    /// <exception cref="SipasException">The storage cannot be used; the problem states how to fix it.</exception>
    Task OpenAsync(CancellationToken cancellationToken);
}
