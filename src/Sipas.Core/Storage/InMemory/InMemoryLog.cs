using System.Runtime.CompilerServices;
using Sipas.Ballots;
using Sipas.Log;
using Sipas.Receipts;

namespace Sipas.Storage.InMemory;

/// <summary>The verification data of the log.</summary>
/// <param name="session">The session.</param>
/// <param name="stored">The ballots.</param>
/// <param name="audit">The audit log.</param>
/// <param name="closings">The closings.</param>
/// <param name="spent">The spent tickets.</param>
/// <param name="signer">The receipt key.</param>
/// <param name="covered">The parts whose rows the audit log covers.</param>
internal sealed class InMemoryLog(
    InMemorySession session, InMemoryStoredBallots stored, InMemoryAudit audit, InMemoryClosings closings, InMemorySpentTickets spent,
    ReceiptSigner signer, IReadOnlyList<IInMemoryContents> covered) : ILogSource
{
    /// <inheritdoc/>
    public Task<LogHead> ReadHeadAsync(CancellationToken cancellationToken) => session.RunAsync(
        () => new LogHead
        {
            LastSequence = stored.All.Count,
            LastSealed = stored.All.Count,
            Keys = [new ReceiptKey(signer.KeyId, signer.PublicKey, null, null)],
            Questionnaires = [.. stored.Layouts.Values.OrderBy(layout => layout.PackId, StringComparer.Ordinal)
                .ThenBy(layout => layout.QuestionnaireVersion, StringComparer.Ordinal).Select(layout => new StoredQuestionnaire(
                layout.PackId, layout.QuestionnaireVersion, [.. layout.Items.Select(item => item.Item.Code)],
                [.. layout.ValueQuestions.Select(question => question.Code)]))],
            Closings = [.. closings.All],
            Audit = [.. audit.Records],
            Contents = [.. covered.SelectMany(part => part.Contents())],
            Spent = spent.State,
        },
        cancellationToken);

    /// <inheritdoc/>
    public async IAsyncEnumerable<StoredBallot> ReadStoredAsync(
        long afterSequence, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await Task.CompletedTask;
        foreach (StoredBallot ballot in session.Run<StoredBallot[]>(() => [.. stored.All.Skip((int)afterSequence)]))
        {
            cancellationToken.ThrowIfCancellationRequested();
            yield return ballot;
        }
    }
}
