namespace Sipas.Counting.Kernels;

/// <summary>The plane products a group needs: the AND of the planes in s is needed only if some item has a code of s or above.</summary>
internal interface IShape
{
    static abstract int Codes { get; }
}
