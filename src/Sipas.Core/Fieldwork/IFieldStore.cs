using Sipas.Problems;

namespace Sipas.Fieldwork;

/// <summary>Append-only field log of a survey.</summary>
internal interface IFieldStore
{
    /// <summary>Reads the log from its beginning.</summary>
    /// <param name="survey">Code of the plan.</param>
    /// <param name="cancellationToken">Cancels.</param>
    Task<IReadOnlyList<FieldLogEntry>> ReadFieldLogAsync(string survey, CancellationToken cancellationToken);

    /// <summary>Appends lines, all or none.</summary>
    /// <param name="survey">Code of the plan.</param>
    /// <param name="afterNumber">
    /// Number of the last line that the caller has read; nothing is written if lines were added since. 0 for an empty
    /// log.
    /// </param>
    /// <param name="events">The events, as returned by <see cref="FieldLedger.Apply"/>.</param>
    /// <param name="actor">The person who writes them.</param>
    /// <param name="cancellationToken">Cancels.</param>
    /// <returns>False when other lines were added meanwhile: nothing was written, read the log again and decide again.</returns>
    /// <exception cref="SipasException">There is no such survey (<c>PPL0001</c>).</exception>
    Task<bool> AppendFieldLogAsync(string survey, long afterNumber, IReadOnlyList<FieldEvent> events, string actor,
        CancellationToken cancellationToken);
}
