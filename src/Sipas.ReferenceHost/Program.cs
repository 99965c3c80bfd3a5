Console.WriteLine("sipas");
