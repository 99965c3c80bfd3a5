using System.Text;
using Sipas.ReferenceHost;

Console.OutputEncoding = new UTF8Encoding(false);
return await SipasCommand.RunAsync(args);
