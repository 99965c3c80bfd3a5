namespace Sipas.Packs;

/// <summary>The answer codes of one item and the location of its counters.</summary>
/// <remarks>Codes: 0 = no answer, 1 … <see cref="LevelCount"/> = the levels, then one code for each special answer of the
/// scale, in the scale's order.</remarks>
public sealed record ItemLayout
{
    /// <summary>The item.</summary>
    public required Item Item { get; init; }

    /// <summary>The answer scale of the item.</summary>
    public required AnswerScale Scale { get; init; }

    /// <summary>Position of the item in the questionnaire, from 0.</summary>
    public required int Index { get; init; }

    /// <summary>Index of the counter of code 0. The counters of the other codes follow.</summary>
    public required int CounterOffset { get; init; }

    /// <summary>Bit <c>n</c> is set when code <c>n</c> counts as satisfied.</summary>
    public required int SatisfiedCodes { get; init; }

    /// <summary>Number of levels of the scale.</summary>
    public int LevelCount => Scale.Levels.Count;

    /// <summary>Number of codes: no answer, the levels, the special answers.</summary>
    public int CodeCount => 1 + Scale.Levels.Count + Scale.Special.Count;

    /// <summary>Returns the code of a level.</summary>
    /// <param name="level">1 … <see cref="LevelCount"/>.</param>
    /// <exception cref="ArgumentOutOfRangeException">The scale has no such level.</exception>
    public byte CodeOfLevel(int level)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(level, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(level, LevelCount);
        return (byte)level;
    }

    /// <summary>Gets the code of a special answer.</summary>
    /// <param name="answer">The special answer.</param>
    /// <param name="code">Its code; 0 for <see cref="SpecialAnswer.NoAnswer"/>.</param>
    /// <returns>False if the scale does not offer it.</returns>
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

    /// <summary>Returns the special answer of a code, or null if the code is a level.</summary>
    /// <param name="code">A code of this item.</param>
    public SpecialAnswer? SpecialOfCode(int code) => code switch
    {
        0 => SpecialAnswer.NoAnswer,
        _ when code <= LevelCount => null,
        _ => Scale.Special[code - LevelCount - 1].Answer,
    };
}
