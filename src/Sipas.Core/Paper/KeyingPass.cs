namespace Sipas.Paper;

/// <summary>Keying pass of a sheet.</summary>
internal enum KeyingPass
{
    /// <summary>The first entry.</summary>
    First = 1,

    /// <summary>The second entry, by another person who does not see the first entry.</summary>
    Second = 2,

    /// <summary>The decision where the two entries differ, made with the sheet at hand.</summary>
    Decision = 3,
}
