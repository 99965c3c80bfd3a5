using System.Runtime.CompilerServices;
using Sipas.Problems;

namespace Sipas.Packs;

/// <summary>
/// The verified packs of a host, with the answer layouts of their questionnaires. The set only grows: a storage with ballots
/// of a pack stored in it adds that pack. Safe for concurrent use.
/// </summary>
public sealed class MethodPackRegistry
{
    private static readonly ConditionalWeakTable<MethodPack, IReadOnlyList<Problem>> Verified = [];

    private readonly object _adding = new();
    private volatile Registered _registered;

    /// <summary>Registers packs.</summary>
    /// <param name="packs">The packs. Each id must be unique.</param>
    /// <exception cref="SipasException">A pack has errors, or two packs have the same id (<c>PCK0003</c>). All errors are
    /// reported.</exception>
    public MethodPackRegistry(IEnumerable<MethodPack> packs)
    {
        ArgumentNullException.ThrowIfNull(packs);
        var problems = new List<Problem>();
        var known = new Dictionary<string, MethodPack>(StringComparer.Ordinal);
        foreach (MethodPack pack in packs)
        {
            if (!known.TryAdd(pack.Id, pack))
            {
                problems.Add(new Problem(ProblemCodes.PackTwice, "pack", pack.Id));
                continue;
            }

            problems.AddRange(FaultsOf(pack));
        }

        _registered = problems.Count == 0 ? new Registered([.. known.Values]) : throw new SipasException(problems);
    }

    /// <summary>The packs in the order of registration; packs added by a storage come last.</summary>
    public IReadOnlyList<MethodPack> Packs => _registered.Packs;

    /// <summary>The layouts of all questionnaires.</summary>
    public IReadOnlyCollection<AnswerLayout> Layouts => _registered.Layouts.Values;

    /// <summary>
    /// Adds a pack that is stored in a storage and has ballots; for storages. A pack whose id is registered is not added:
    /// packs registered by the host take precedence.
    /// </summary>
    /// <param name="pack">The stored pack.</param>
    /// <returns>Whether it was added.</returns>
    /// <exception cref="SipasException">The pack has errors: all of them are reported.</exception>
    public bool AddStored(MethodPack pack)
    {
        ArgumentNullException.ThrowIfNull(pack);
        lock (_adding)
        {
            if (Find(pack.Id) is not null)
            {
                return false;
            }

            IReadOnlyList<Problem> faults = FaultsOf(pack);
            _registered = faults.Count == 0 ? _registered.With(pack) : throw new SipasException(faults);
            return true;
        }
    }

    /// <summary>Finds a pack.</summary>
    /// <param name="id">Its id.</param>
    /// <returns>The pack, or null.</returns>
    public MethodPack? Find(string id) => _registered.ById.GetValueOrDefault(id);

    /// <summary>Finds the layout of a questionnaire.</summary>
    /// <param name="packId">Id of the pack.</param>
    /// <param name="questionnaireVersion">Version of the questionnaire.</param>
    /// <returns>The layout, or null if the pack or version does not exist.</returns>
    public AnswerLayout? FindLayout(string packId, string questionnaireVersion) =>
        _registered.Layouts.GetValueOrDefault((packId, questionnaireVersion));

    private static IReadOnlyList<Problem> FaultsOf(MethodPack pack) => Verified.GetValue(pack, static unverified =>
        [.. MethodPackVerifier.Verify(unverified)
            .Where(fault => fault.Severity == ProblemSeverity.Error)
            .Select(fault => fault with { Place = $"{unverified.Id}: {fault.Place}" })]);

    /// <summary>An immutable snapshot of the registered packs.</summary>
    private sealed class Registered
    {
        public Registered(IReadOnlyList<MethodPack> packs)
            : this(packs, packs.SelectMany(LayoutsOf))
        {
        }

        private Registered(IReadOnlyList<MethodPack> packs, IEnumerable<AnswerLayout> layouts)
        {
            Packs = packs;
            ById = packs.ToDictionary(pack => pack.Id, StringComparer.Ordinal);
            Layouts = layouts.ToDictionary(layout => (layout.PackId, layout.QuestionnaireVersion));
        }

        public IReadOnlyList<MethodPack> Packs { get; }

        public Dictionary<string, MethodPack> ById { get; }

        public Dictionary<(string Pack, string Version), AnswerLayout> Layouts { get; }

        // The layout objects stay the same, because counts refer to them.
        public Registered With(MethodPack pack) => new([.. Packs, pack], Layouts.Values.Concat(LayoutsOf(pack)));

        private static IEnumerable<AnswerLayout> LayoutsOf(MethodPack pack) =>
            pack.Questionnaires.Select(questionnaire => new AnswerLayout(pack, questionnaire));
    }
}
