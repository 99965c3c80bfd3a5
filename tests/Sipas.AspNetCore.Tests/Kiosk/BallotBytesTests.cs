using System.Net;
using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;

namespace Sipas.AspNetCore.Kiosk;

/// <summary>
/// Any bytes sent as a ballot. The host is a fixture, because FsCheck.Xunit does not call <see cref="IAsyncLifetime.DisposeAsync"/>
/// of a test class.
/// </summary>
public sealed class BallotBytesTests(BallotBytesTests.Server server) : IClassFixture<BallotBytesTests.Server>
{
    [Property]
    public bool Submit_AnyBytes_NeverFailTheServer(byte[] bytes) => (int)PostStatus(bytes) is >= 400 and < 500;

    [Property(Arbitrary = [typeof(MutatedBallots)], MaxTest = 400)]
    public bool Submit_MutatedBallots_NeverFailTheServer(byte[] bytes) => (int)PostStatus(bytes) is 200 or 201 or 400 or 409;

    private HttpStatusCode PostStatus(byte[] bytes)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(server.Host.Address, "/sipas/v1/ballots"))
        {
            Content = TestBallot.Json(bytes),
        };
        using HttpResponseMessage response = server.Host.Client.Send(request);
        return response.StatusCode;
    }

    public sealed class Server : IAsyncLifetime
    {
        public TestHost Host { get; private set; } = null!;

        public async Task InitializeAsync() => Host = await TestHost.StartAsync();

        public async Task DisposeAsync() => await Host.DisposeAsync();
    }

    private static class MutatedBallots
    {
        private static readonly byte[] Ballot = new TestBallot().ToBytes();

        public static Arbitrary<byte[]> Bytes() =>
            (from changes in Gen.Choose(1, 4)
             from places in Gen.Choose(0, Ballot.Length - 1).ArrayOf(changes)
             from values in Gen.Elements((byte[])[.. "{}[]\",:\\0-9eE.u"u8, 0, 0x80, 0xC3, 0xFF]).ArrayOf(changes)
             from cut in Gen.Frequency((4, Gen.Constant(Ballot.Length)), (1, Gen.Choose(0, Ballot.Length)))
             select Mutate(places, values)[..cut]).ToArbitrary();

        private static byte[] Mutate(int[] places, byte[] values)
        {
            byte[] copy = [.. Ballot];
            for (int i = 0; i < places.Length; i++)
            {
                copy[places[i]] = values[i];
            }

            return copy;
        }
    }
}
