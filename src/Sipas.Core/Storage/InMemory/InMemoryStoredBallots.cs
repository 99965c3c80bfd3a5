using Sipas.Ballots;
using Sipas.Packs;

namespace Sipas.Storage.InMemory;

/// <summary>All stored ballots with the layouts of their answers; used while the session is locked.</summary>
internal sealed class InMemoryStoredBallots
{
    /// <summary>The ballots in the order of their sequence numbers, from 1.</summary>
    public List<StoredBallot> All { get; } = [];

    /// <summary>Layouts of the questionnaires of all ballots.</summary>
    public Dictionary<(string Pack, string Version), AnswerLayout> Layouts { get; } = [];

    /// <summary>Finds a ballot by its id; null when there is none.</summary>
    public StoredBallot? Find(Guid id) => All.Find(ballot => ballot.Id == id);

    /// <summary>Whether a question of a ballot asks for a text.</summary>
    public bool IsText(StoredBallot ballot, string questionCode) =>
        Layouts[(ballot.PackId, ballot.QuestionnaireVersion)]
        .FindValueQuestion(questionCode) is { Traits.IsText: true };
}
