using System.Collections.Concurrent;

namespace OneStopShop.Dossiers;

/// <summary>The dossiers of this sample: invented, in memory, lost when it stops.</summary>
public sealed class DossierBook
{
    /// <summary>Code of the counter of this sample.</summary>
    public const string Counter = "X01";

    private readonly ConcurrentDictionary<string, Dossier> _dossiers = new(
        new Dossier[]
        {
            new("X01-2026-000117", "1.001193", "Đăng ký khai sinh", "Nguyễn Thị Mẫu", new DateOnly(2026, 11, 23), null),
            new("X01-2026-000118", "2.000815", "Chứng thực bản sao từ bản chính", "Trần Văn Ví Dụ", new DateOnly(2026, 11, 23), null),
            new("X01-2026-000121", "1.004222", "Đăng ký thường trú", "Lê Hoàng Thí Điểm", new DateOnly(2026, 11, 27), null),
        }.Select(dossier => KeyValuePair.Create(dossier.Number, dossier)));

    /// <summary>All dossiers, by number.</summary>
    public IReadOnlyList<Dossier> All => [.. _dossiers.Values.OrderBy(dossier => dossier.Number, StringComparer.Ordinal)];

    /// <summary>Marks a result as handed over; a second call changes nothing.</summary>
    /// <returns>The dossier, or null when there is none of this number.</returns>
    public Dossier? Return(string number, DateTimeOffset at)
    {
        while (_dossiers.TryGetValue(number, out Dossier? known))
        {
            if (known.ReturnedAt is not null || _dossiers.TryUpdate(number, known with { ReturnedAt = at }, known))
            {
                return _dossiers[number];
            }
        }

        return null;
    }
}
