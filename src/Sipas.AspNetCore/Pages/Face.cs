namespace Sipas.AspNetCore.Pages;

/// <summary>The faces of levels of satisfaction, as on kiosks and in charts.</summary>
internal static class Face
{
    /// <summary>Gets the face, from 1 (most dissatisfied) to 5 (most satisfied), that is shown with a level.</summary>
    /// <param name="level">The level, from 1.</param>
    /// <param name="levels">Number of levels of the scale.</param>
    public static int Of(int level, int levels) => levels switch
    {
        1 => 3,
        2 => level * 2,
        3 => level + 1,
        4 => level <= 2 ? level : level + 1,
        _ => 1 + ((((level - 1) * 8) + levels - 1) / (2 * (levels - 1))),
    };
}
