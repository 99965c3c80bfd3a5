namespace Sipas.Packs;

/// <summary>The limits that a question of a kind may have.</summary>
internal enum QuestionLimits
{
    /// <summary>None.</summary>
    None,

    /// <summary><see cref="Question.MaximumTicks"/>.</summary>
    Ticks,

    /// <summary><see cref="Question.Minimum"/> and <see cref="Question.Maximum"/>.</summary>
    Range,

    /// <summary><see cref="Question.MaximumLength"/>.</summary>
    Length,
}
