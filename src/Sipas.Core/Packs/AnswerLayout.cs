namespace Sipas.Packs;

/// <summary>The layout of a questionnaire's answers: one byte code per item for counting, one character per item for storage.</summary>
/// <remarks>
/// The characters are the same for every questionnaire, so that they can be read with plain SQL: <c>-</c> no answer,
/// <c>1</c>…<c>9</c> the level, <c>n</c> not applicable, <c>k</c> does not know, <c>r</c> refused.
/// </remarks>
public sealed class AnswerLayout
{
    private const int Characters = 128;
    private const byte NoCode = byte.MaxValue;

    // The code of every storage character of an item, cached because loading looks it up once per item and ballot.
    private byte[]? _codeOfCharacter;

    private readonly Dictionary<string, int> _indexByCode;

    /// <summary>Creates the layout of a questionnaire.</summary>
    /// <param name="pack">A pack in which <see cref="MethodPackVerifier"/> found no errors.</param>
    /// <param name="questionnaire">One of its questionnaires.</param>
    /// <exception cref="ArgumentException">An item refers to a scale that the pack does not have, or two items have the same
    /// code.</exception>
    public AnswerLayout(MethodPack pack, Questionnaire questionnaire)
    {
        ArgumentNullException.ThrowIfNull(pack);
        ArgumentNullException.ThrowIfNull(questionnaire);
        PackId = pack.Id;
        QuestionnaireVersion = questionnaire.Version;

        var items = new ItemLayout[questionnaire.Items.Count];
        int offset = 0;
        for (int i = 0; i < items.Length; i++)
        {
            Item item = questionnaire.Items[i];
            AnswerScale scale = pack.FindScale(item.Scale)
                ?? throw new ArgumentException(
                    $"Item '{item.Code}' names the scale '{item.Scale}', which the pack '{pack.Id}' does not have.", nameof(questionnaire));
            int satisfied = 0;
            foreach (ScaleLevel level in scale.Levels)
            {
                satisfied |= level.Satisfied ? 1 << level.Level : 0;
            }

            items[i] = new ItemLayout { Item = item, Scale = scale, Index = i, CounterOffset = offset, SatisfiedCodes = satisfied };
            offset += items[i].CodeCount;
        }

        Items = items;
        _indexByCode = items.ToDictionary(item => item.Item.Code, item => item.Index, StringComparer.Ordinal);
        BallotSets = [.. LayOutSets(pack, questionnaire, offset)];
        ValueQuestions = [.. questionnaire.Questions.Where(question => !question.IsCoded)];
        CounterCount = offset + (2 * BallotSets.Count);
    }

    /// <summary>Id of the pack.</summary>
    public string PackId { get; }

    /// <summary>Version of the questionnaire.</summary>
    public string QuestionnaireVersion { get; }

    /// <summary>The items in questionnaire order.</summary>
    public IReadOnlyList<ItemLayout> Items { get; }

    /// <summary>Sets of items that are counted by ballot; empty if all figures of the questionnaire can be computed from
    /// counts by item.</summary>
    internal IReadOnlyList<BallotSetLayout> BallotSets { get; }

    /// <summary>Number of counters per cell: one for each code of each item, then two for each of the <see cref="BallotSets"/>.</summary>
    public int CounterCount { get; }

    /// <summary>The number, text and date questions, in questionnaire order. They are not counted.</summary>
    public IReadOnlyList<Question> ValueQuestions { get; }

    /// <summary>Finds a number, text or date question.</summary>
    /// <param name="questionCode">The code.</param>
    /// <returns>The question, or null when the questionnaire has no such question.</returns>
    public Question? FindValueQuestion(string questionCode) =>
        ValueQuestions.FirstOrDefault(question => string.Equals(question.Code, questionCode, StringComparison.Ordinal));

    /// <summary>Finds an item by its code.</summary>
    /// <param name="itemCode">The code.</param>
    /// <returns>The item's layout, or null when the questionnaire has no such item.</returns>
    public ItemLayout? Find(string itemCode) => _indexByCode.TryGetValue(itemCode, out int index) ? Items[index] : null;

    /// <summary>Finds a set that is counted by ballot.</summary>
    /// <param name="kind">Kind of the set.</param>
    /// <param name="code">Code of the node or question.</param>
    /// <returns>The set, or null if it is not counted.</returns>
    internal BallotSetLayout? FindSet(BallotSetKind kind, string code) =>
        BallotSets.FirstOrDefault(set => set.Kind == kind && string.Equals(set.Code, code, StringComparison.Ordinal));

    private IEnumerable<BallotSetLayout> LayOutSets(MethodPack pack, Questionnaire questionnaire, int offset)
    {
        foreach (IndexNode node in pack.Index.SelfAndDescendants()
            .Where(node => node.RuleUnder(pack.Rules) == AggregationRule.AllSatisfied))
        {
            ItemLayout[] items = [.. node.AllItems().Select(Find).OfType<ItemLayout>()];
            yield return Set(BallotSetKind.AllSatisfied, node.Code, items, item => ((1 << item.LevelCount) - 1) << 1,
                item => item.SatisfiedCodes);
        }

        foreach (Question question in questionnaire.Questions.Where(question => question.Traits.HasOptions))
        {
            ItemLayout[] items = [.. question.Items.Select(Find).OfType<ItemLayout>()];
            yield return Set(BallotSetKind.AnyTicked, question.Code, items, item => 1 << item.LevelCount, item => 1 << item.LevelCount);
        }

        BallotSetLayout Set(BallotSetKind kind, string code, ItemLayout[] items, Func<ItemLayout, int> counting,
            Func<ItemLayout, int> holding)
        {
            offset += 2;
            return new BallotSetLayout
            {
                Kind = kind,
                Code = code,
                Items = [.. items.Select(item => item.Index)],
                CountingCodes = [.. items.Select(counting)],
                HoldingCodes = [.. items.Select(holding)],
                CounterOffset = offset - 2,
            };
        }
    }

    /// <summary>Converts codes to their storage characters.</summary>
    /// <param name="codes">One code per item, in questionnaire order.</param>
    /// <returns>One character per item.</returns>
    /// <exception cref="ArgumentException">The number of codes differs from the number of items, or a code is not valid for
    /// its item.</exception>
    public string ToCharacters(ReadOnlySpan<byte> codes)
    {
        if (codes.Length != Items.Count)
        {
            throw new ArgumentException($"{codes.Length} codes were given for {Items.Count} items.", nameof(codes));
        }

        Span<char> characters = codes.Length <= 256 ? stackalloc char[codes.Length] : new char[codes.Length];
        for (int i = 0; i < codes.Length; i++)
        {
            ItemLayout item = Items[i];
            if (codes[i] >= item.CodeCount)
            {
                throw new ArgumentException(
                    $"Code {codes[i]} is none of item '{item.Item.Code}', which has codes 0 to {item.CodeCount - 1}.", nameof(codes));
            }

            characters[i] = item.SpecialOfCode(codes[i]) switch
            {
                null => (char)('0' + codes[i]),
                SpecialAnswer.NoAnswer => '-',
                SpecialAnswer.NotApplicable => 'n',
                SpecialAnswer.DontKnow => 'k',
                _ => 'r',
            };
        }

        return new string(characters);
    }

    /// <summary>Converts storage characters to codes.</summary>
    /// <param name="characters">One character per item.</param>
    /// <param name="codes">Receives one code per item.</param>
    /// <exception cref="FormatException">The length differs from the number of items, or a character is not valid for its item.</exception>
    public void FromCharacters(ReadOnlySpan<char> characters, Span<byte> codes)
    {
        RequireOneEach(characters.Length, codes);
        for (int i = 0; i < characters.Length; i++)
        {
            codes[i] = CodeOf(i, characters[i]);
        }
    }

    /// <summary>Converts storage characters, given as ASCII bytes, to codes.</summary>
    /// <param name="characters">One character per item, in ASCII.</param>
    /// <param name="codes">Receives one code per item; may overlap the input.</param>
    /// <exception cref="FormatException">The length differs from the number of items, or a character is not valid for its item.</exception>
    public void FromCharacters(ReadOnlySpan<byte> characters, Span<byte> codes)
    {
        RequireOneEach(characters.Length, codes);
        for (int i = 0; i < characters.Length; i++)
        {
            codes[i] = CodeOf(i, (char)characters[i]);
        }
    }

    private void RequireOneEach(int characters, ReadOnlySpan<byte> codes)
    {
        if (characters != Items.Count || codes.Length != Items.Count)
        {
            throw new FormatException($"{characters} answers were read for the {Items.Count} items of {PackId}/{QuestionnaireVersion}.");
        }
    }

    private byte CodeOf(int item, char character)
    {
        byte[] table = _codeOfCharacter ??= CodesOfCharacters();
        byte code = character < Characters ? table[(item * Characters) + character] : NoCode;
        return code != NoCode
            ? code
            : throw new FormatException(
                $"'{character}' is no stored answer of item '{Items[item].Item.Code}' of {PackId}/{QuestionnaireVersion}.");
    }

    private byte[] CodesOfCharacters()
    {
        byte[] table = new byte[Items.Count * Characters];
        Array.Fill(table, NoCode);
        foreach (ItemLayout item in Items)
        {
            Span<byte> own = table.AsSpan(item.Index * Characters, Characters);
            for (int level = 1; level <= Math.Min(item.LevelCount, 9); level++)
            {
                own['0' + level] = (byte)level;
            }

            foreach ((char character, SpecialAnswer answer) in ((char, SpecialAnswer)[])[('-', SpecialAnswer.NoAnswer),
                ('n', SpecialAnswer.NotApplicable), ('k', SpecialAnswer.DontKnow), ('r', SpecialAnswer.Refused)])
            {
                if (item.TryCodeOfSpecial(answer, out byte code))
                {
                    own[character] = code;
                }
            }
        }

        return table;
    }
}
