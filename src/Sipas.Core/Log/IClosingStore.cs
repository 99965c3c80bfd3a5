using Sipas.Problems;

namespace Sipas.Log;

/// <summary>Closes surveys and stores their closings.</summary>
internal interface IClosingStore
{
    /// <summary>Reads the closed surveys, in order of closing.</summary>
    /// <param name="cancellationToken">Cancels.</param>
    Task<IReadOnlyList<SurveyClosing>> ReadClosingsAsync(CancellationToken cancellationToken);

    /// <summary>Closes a survey: from now on, ballots that it covers are late. Appends wait until the closing is done.</summary>
    /// <param name="name">Name of the survey: 1 to 64 ASCII letters, digits, hyphens, dots and underscores.</param>
    /// <param name="scope">Scope of the survey.</param>
    /// <param name="cancellationToken">Cancels before the commit.</param>
    /// <returns>The closing with its root.</returns>
    /// <exception cref="SipasException">
    /// A survey with this name is already closed (<c>PRF0012</c>), the name is malformed (<c>BAL0110</c>), or the pack
    /// version that the scope states is not stored (<c>STO0016</c>).
    /// </exception>
    Task<SurveyClosing> CloseAsync(string name, SurveyScope scope, CancellationToken cancellationToken);
}
