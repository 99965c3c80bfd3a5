using System.Globalization;

namespace Sipas.AspNetCore.Pages;

/// <summary>Sizes of files for people.</summary>
internal static class FileSize
{
    /// <summary>Formats a rounded size with its exact number of bytes.</summary>
    /// <param name="bytes">The size.</param>
    /// <returns>For example <c>64 MB (67108864 byte)</c>.</returns>
    public static string Words(long bytes) => bytes >= 1 << 20
        ? string.Create(CultureInfo.InvariantCulture, $"{bytes >> 20} MB ({bytes} byte)")
        : string.Create(CultureInfo.InvariantCulture, $"{bytes >> 10} KB ({bytes} byte)");
}
