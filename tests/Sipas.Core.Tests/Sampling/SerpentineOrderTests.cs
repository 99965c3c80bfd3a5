namespace Sipas.Sampling;

public class SerpentineOrderTests
{
    [Fact]
    public void Of_ThreeKeys_RunsBackAndForth()
    {
        string[][] rows = [.. from a in (string[])["1", "2"] from b in (string[])["x", "y"] from c
            in (string[])["9", "10"] select (string[])[a, b, c]];

        string[] order = [.. SerpentineOrder.Of([.. Enumerable.Reverse(rows)]).Select(i => string.Concat(rows[^(i + 1)]))];

        Assert.Equal(["1x9", "1x10", "1y10", "1y9", "2y9", "2y10", "2x10", "2x9"], order);
        Assert.All(rows.Length > 0 ? order.Zip(order.Skip(1)) : [], pair => Assert.Equal(1, Differences(pair.First, pair.Second)));

        static int Differences(string a, string b) => (a[0] == b[0] ? 0 : 1) + (a[1] == b[1] ? 0 : 1) + (a[2..] == b[2..] ? 0 : 1);
    }

    [Fact]
    public void Of_SameKeys_KeepsTheOrderAndNumbersComeBeforeTexts() =>
        Assert.Equal([1, 3, 0, 2], SerpentineOrder.Of([["Đ"], ["2"], ["Đ"], ["10"]]));

    [Fact]
    public void Of_NoRowsOrNoKeys_IsTheOrderGiven()
    {
        Assert.Empty(SerpentineOrder.Of([]));
        Assert.Equal([0, 1], SerpentineOrder.Of([[], []]));
        Assert.Throws<ArgumentException>(() => SerpentineOrder.Of([["a"], []]));
    }
}
