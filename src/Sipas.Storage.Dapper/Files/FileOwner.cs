using System.Globalization;

namespace Sipas.Storage.Dapper.Files;

/// <summary>The account that owns a file, for messages. Available only on Linux.</summary>
internal static class FileOwner
{
    /// <summary>Gets the user id of a file's owner.</summary>
    /// <param name="path">The file.</param>
    /// <returns>The id; null when there is no such file, or the platform does not report owners.</returns>
    public static uint? Of(string path) => FileStat.Of(path)?.Owner;

    /// <summary>Gets the name of an account, or its number if it has none.</summary>
    /// <param name="user">The user id.</param>
    public static string Show(uint user)
    {
        string number = user.ToString(CultureInfo.InvariantCulture);
        try
        {
            return File.ReadLines("/etc/passwd").Select(line => line.Split(':'))
                .FirstOrDefault(parts => parts.Length > 2 && parts[2] == number)?[0] ?? number;
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return number;
        }
    }
}
