using Sipas.Problems;

namespace Sipas.Fieldwork;

/// <summary>Stores the re-interview of fieldwork (phúc tra): the drawn cases, and the agreement of the answers.</summary>
internal interface IReinterviewStore
{
    /// <summary>Finds the re-interview of a survey.</summary>
    /// <param name="survey">Code of the plan.</param>
    /// <param name="cancellationToken">Cancels.</param>
    /// <returns>The re-interview; null when none was drawn.</returns>
    Task<StoredReinterview?> FindReinterviewAsync(string survey, CancellationToken cancellationToken);

    /// <summary>Stores the cases to re-interview; they are drawn once.</summary>
    /// <param name="survey">Code of the plan.</param>
    /// <param name="share">The requested share in each team: in (0, 1].</param>
    /// <param name="seedText">The publicly produced text.</param>
    /// <param name="codes">Codes of the cases, as returned by <see cref="Reinterview.Draw"/>.</param>
    /// <param name="actor">The person who drew.</param>
    /// <param name="cancellationToken">Cancels.</param>
    /// <exception cref="SipasException">
    /// There is no such survey (<c>PPL0001</c>), or its re-interview was already drawn (<c>PPL0013</c>).
    /// </exception>
    Task<StoredReinterview> SaveReinterviewAsync(string survey, double share, string seedText, IReadOnlyList<string> codes, string actor,
        CancellationToken cancellationToken);

    /// <summary>
    /// Records the result of re-interviewing a case. The last result of each case counts; earlier ones remain in the
    /// log.
    /// </summary>
    /// <param name="survey">Code of the plan.</param>
    /// <param name="result">The result.</param>
    /// <param name="actor">The person who writes it.</param>
    /// <param name="cancellationToken">Cancels.</param>
    /// <exception cref="SipasException">
    /// The case is not among those drawn for re-interview (<c>PPL0014</c>), or a count is out of range
    /// (<c>PPL0015</c>).
    /// </exception>
    Task RecordReinterviewAsync(string survey, ReinterviewResult result, string actor, CancellationToken cancellationToken);
}
