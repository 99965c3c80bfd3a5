namespace Sipas.Questionnaires;

/// <summary>How one item's answers are coded and where its counters lie.</summary>
/// <remarks>Codes: 0 = no answer, 1 … <see cref="LevelCount"/> = the levels, then one code for each special answer of the scale, in the scale's order.</remarks>
public sealed record ItemLayout
{
    /// <summary>The item.</summary>
    public required Item Item { get; init; }

    /// <summary>The scale it is answered on.</summary>
    public required AnswerScale Scale { get; init; }

    /// <summary>Position of the item in the questionnaire, from 0.</summary>
    public required int Index { get; init; }

    /// <summary>Index of the counter of code 0; the other codes follow.</summary>
    public required int CounterOffset { get; init; }

    /// <summary>Bit <c>n</c> is set when code <c>n</c> counts as satisfied.</summary>
    public required int SatisfiedCodes { get; init; }

    /// <summary>Levels of the scale.</summary>
    public int LevelCount => Scale.Levels.Count;

    /// <summary>Codes in all: no answer, the levels, the special answers.</summary>
    public int CodeCount => 1 + Scale.Levels.Count + Scale.Special.Count;

    /// <summary>The code of a level.</summary>
    /// <param name="level">1 … <see cref="LevelCount"/>.</param>
    /// <exception cref="ArgumentOutOfRangeException">The scale has no such level.</exception>
    public byte CodeOfLevel(int level)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(level, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(level, LevelCount);
        return (byte)level;
    }

    /// <summary>The code of a special answer.</summary>
    /// <param name="answer">The special answer.</param>
    /// <param name="code">Its code; 0 for <see cref="SpecialAnswer.NoAnswer"/>.</param>
    /// <returns>False when the scale does not offer it.</returns>
    public bool TryCodeOfSpecial(SpecialAnswer answer, out byte code)
    {
        code = 0;
        if (answer == SpecialAnswer.NoAnswer)
        {
            return true;
        }

        for (int i = 0; i < Scale.Special.Count; i++)
        {
            if (Scale.Special[i].Answer == answer)
            {
                code = (byte)(1 + LevelCount + i);
                return true;
            }
        }

        return false;
    }

    /// <summary>The special answer behind a code, or null when the code is a level.</summary>
    /// <param name="code">A code of this item.</param>
    public SpecialAnswer? SpecialOfCode(int code) => code switch
    {
        0 => SpecialAnswer.NoAnswer,
        _ when code <= LevelCount => null,
        _ => Scale.Special[code - LevelCount - 1].Answer,
    };
}

/// <summary>The layout of a questionnaire's answers: a code a byte per item while counting, a character per item where they are stored.</summary>
/// <remarks>
/// Characters, the same for every questionnaire so that plain SQL can read them: <c>-</c> no answer, <c>1</c>…<c>9</c> the level,
/// <c>n</c> not applicable, <c>k</c> does not know, <c>r</c> refused.
/// </remarks>
public sealed class AnswerLayout
{
    private const int Characters = 128;
    private const byte NoCode = byte.MaxValue;

    // The code of every character an item may be stored as: loading asks 22 times a ballot.
    private byte[]? _codeOfCharacter;

    private readonly Dictionary<string, int> _indexByCode;

    /// <summary>Lays out one questionnaire.</summary>
    /// <param name="pack">A pack that <see cref="MethodPackVerifier"/> found without error.</param>
    /// <param name="questionnaire">One of its questionnaires.</param>
    /// <exception cref="ArgumentException">An item names a scale that the pack does not have, or two items have one code.</exception>
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
                ?? throw new ArgumentException($"Item '{item.Code}' names the scale '{item.Scale}', which the pack '{pack.Id}' does not have.", nameof(questionnaire));
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

    /// <summary>Sets of items that are counted by ballot; empty for a questionnaire whose figures follow from counts by item.</summary>
    public IReadOnlyList<BallotSetLayout> BallotSets { get; }

    /// <summary>Counters that one cell needs: one for each code of each item, then two for each of the <see cref="BallotSets"/>.</summary>
    public int CounterCount { get; }

    /// <summary>The questions that are answered by a number, a text or a day, in questionnaire order; none of them is counted.</summary>
    public IReadOnlyList<Question> ValueQuestions { get; }

    /// <summary>Finds a question that is answered by a number, a text or a day.</summary>
    /// <param name="questionCode">The code.</param>
    /// <returns>The question, or null when the questionnaire has no such question.</returns>
    public Question? FindValueQuestion(string questionCode) => ValueQuestions.FirstOrDefault(question => string.Equals(question.Code, questionCode, StringComparison.Ordinal));

    /// <summary>Finds an item by its code.</summary>
    /// <param name="itemCode">The code.</param>
    /// <returns>The item's layout, or null when the questionnaire has no such item.</returns>
    public ItemLayout? Find(string itemCode) => _indexByCode.TryGetValue(itemCode, out int index) ? Items[index] : null;

    /// <summary>Finds a set that is counted by ballot.</summary>
    /// <param name="kind">What is counted.</param>
    /// <param name="code">Code of the node or question.</param>
    /// <returns>The set, or null when it is not counted.</returns>
    public BallotSetLayout? FindSet(BallotSetKind kind, string code) => BallotSets.FirstOrDefault(set => set.Kind == kind && string.Equals(set.Code, code, StringComparison.Ordinal));

    private IEnumerable<BallotSetLayout> LayOutSets(MethodPack pack, Questionnaire questionnaire, int offset)
    {
        foreach (IndexNode node in pack.Index.SelfAndDescendants().Where(node => node.RuleUnder(pack.Rules) == AggregationRule.AllSatisfied))
        {
            ItemLayout[] items = [.. node.AllItems().Select(Find).OfType<ItemLayout>()];
            yield return Set(BallotSetKind.AllSatisfied, node.Code, items, item => ((1 << item.LevelCount) - 1) << 1, item => item.SatisfiedCodes);
        }

        foreach (Question question in questionnaire.Questions.Where(question => question.Kind == QuestionKind.MultipleChoice))
        {
            ItemLayout[] items = [.. question.Items.Select(Find).OfType<ItemLayout>()];
            yield return Set(BallotSetKind.AnyTicked, question.Code, items, item => 1 << item.LevelCount, item => 1 << item.LevelCount);
        }

        BallotSetLayout Set(BallotSetKind kind, string code, ItemLayout[] items, Func<ItemLayout, int> counting, Func<ItemLayout, int> holding)
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

    /// <summary>Writes codes as the characters in which they are stored.</summary>
    /// <param name="codes">One code per item, in questionnaire order.</param>
    /// <returns>One character per item.</returns>
    /// <exception cref="ArgumentException">The number of codes is not the number of items, or a code is not one of the item's.</exception>
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
                throw new ArgumentException($"Code {codes[i]} is none of item '{item.Item.Code}', which has codes 0 to {item.CodeCount - 1}.", nameof(codes));
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

    /// <summary>Reads stored characters back into codes.</summary>
    /// <param name="characters">One character per item.</param>
    /// <param name="codes">Receives one code per item.</param>
    /// <exception cref="FormatException">The length is not the number of items, or a character is none of the item's.</exception>
    public void FromCharacters(ReadOnlySpan<char> characters, Span<byte> codes)
    {
        RequireOneEach(characters.Length, codes);
        for (int i = 0; i < characters.Length; i++)
        {
            codes[i] = CodeOf(i, characters[i]);
        }
    }

    /// <summary>Reads stored characters, as a store gives their bytes, back into codes.</summary>
    /// <param name="characters">One character per item, in ASCII.</param>
    /// <param name="codes">Receives one code per item; may be the same memory.</param>
    /// <exception cref="FormatException">The length is not the number of items, or a character is none of the item's.</exception>
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
        return code != NoCode ? code : throw new FormatException($"'{character}' is no stored answer of item '{Items[item].Item.Code}' of {PackId}/{QuestionnaireVersion}.");
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

            foreach ((char character, SpecialAnswer answer) in ((char, SpecialAnswer)[])[('-', SpecialAnswer.NoAnswer), ('n', SpecialAnswer.NotApplicable), ('k', SpecialAnswer.DontKnow), ('r', SpecialAnswer.Refused)])
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
