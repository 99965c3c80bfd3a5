using Sipas.Problems;

namespace Sipas.Questionnaires;

/// <summary>The packs this library ships.</summary>
public static class MethodPacks
{
    private const string Prefix = "Sipas.Packs.";

    /// <summary>Ids of the shipped packs, in alphabetical order.</summary>
    public static IReadOnlyList<string> ShippedIds { get; } =
        [.. typeof(MethodPacks).Assembly.GetManifestResourceNames()
            .Where(name => name.StartsWith(Prefix, StringComparison.Ordinal))
            .Select(name => name[Prefix.Length..^".json".Length])
            .Order(StringComparer.Ordinal)];

    /// <summary>Reads a shipped pack.</summary>
    /// <param name="id">One of <see cref="ShippedIds"/>.</param>
    /// <exception cref="SipasException">No pack of that id is shipped (<c>PCK0002</c>).</exception>
    public static MethodPack Shipped(string id)
    {
        ArgumentNullException.ThrowIfNull(id);
        using Stream stream = typeof(MethodPacks).Assembly.GetManifestResourceStream($"{Prefix}{id}.json")
            ?? throw new SipasException(new Problem(ProblemCodes.PackUnknown, "pack", id, string.Join(", ", ShippedIds)));
        using var bytes = new MemoryStream();
        stream.CopyTo(bytes);
        return MethodPackSerializer.Read(bytes.GetBuffer().AsSpan(0, (int)bytes.Length));
    }
}

/// <summary>The packs a host works with, verified, with the answer layouts of their questionnaires. Immutable.</summary>
public sealed class MethodPackRegistry
{
    private readonly Dictionary<string, MethodPack> _packs = new(StringComparer.Ordinal);
    private readonly Dictionary<(string Pack, string Version), AnswerLayout> _layouts = [];

    /// <summary>Registers packs.</summary>
    /// <param name="packs">The packs; each id once.</param>
    /// <exception cref="SipasException">A pack has faults, or two packs bear one id (<c>PCK0003</c>): all of them are named.</exception>
    public MethodPackRegistry(IEnumerable<MethodPack> packs)
    {
        ArgumentNullException.ThrowIfNull(packs);
        var problems = new List<Problem>();
        foreach (MethodPack pack in packs)
        {
            if (!_packs.TryAdd(pack.Id, pack))
            {
                problems.Add(new Problem(ProblemCodes.PackTwice, "pack", pack.Id));
                continue;
            }

            List<Problem> faults = [.. MethodPackVerifier.Verify(pack).Where(fault => fault.Severity == ProblemSeverity.Error).Select(fault => fault with { Place = $"{pack.Id}: {fault.Place}" })];
            problems.AddRange(faults);
            if (faults.Count == 0)
            {
                foreach (Questionnaire questionnaire in pack.Questionnaires)
                {
                    _layouts.Add((pack.Id, questionnaire.Version), new AnswerLayout(pack, questionnaire));
                }
            }
        }

        if (problems.Count > 0)
        {
            throw new SipasException(problems);
        }

        Packs = [.. _packs.Values];
    }

    /// <summary>The packs in the order in which they were registered.</summary>
    public IReadOnlyList<MethodPack> Packs { get; }

    /// <summary>All layouts.</summary>
    public IReadOnlyCollection<AnswerLayout> Layouts => _layouts.Values;

    /// <summary>Finds a pack.</summary>
    /// <param name="id">Its id.</param>
    /// <returns>The pack, or null.</returns>
    public MethodPack? Find(string id) => _packs.GetValueOrDefault(id);

    /// <summary>Finds the layout of a questionnaire.</summary>
    /// <param name="packId">Id of the pack.</param>
    /// <param name="questionnaireVersion">Version of the questionnaire.</param>
    /// <returns>The layout, or null when there is no such pack or version.</returns>
    public AnswerLayout? FindLayout(string packId, string questionnaireVersion) => _layouts.GetValueOrDefault((packId, questionnaireVersion));
}
